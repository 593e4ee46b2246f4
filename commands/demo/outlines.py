"""What departments a facility of each kind has: trees written as indented outlines, which trees.py reads.

A line is «name | type» or «name | type | crew»; two spaces are one level. `!` marks a department that every
facility of the kind has; the others are drawn until the wanted number is reached. The crew says who works
there and what stands there (crews.py, machines.py); without one it is the type's own.
"""

_SEEDED_HOSPITAL = """
!Адміністрація | ADMINISTRATION
  !Відділ кадрів | HR
  !Відділення трансфузіології | TRANSFUSIOLOGY
    !Лікарняний банк крові (ЛБК) | LOGISTICS_INVENTORY
      !Експедиція компонентів крові | OTHER | BANK_ISSUE
    !Імуногематологічна лабораторія | IMMUNOHEMATOLOGY_LAB
  !Реєстратура | RECEPTION
  !Відділ забезпечення якості | QUALITY
  !Терапевтична клініка | CLINICAL
    !Гематологічне відділення | CLINICAL
      !Денний стаціонар гематологічного відділення | CLINICAL
        !Трансфузійний кабінет денного стаціонару | CLINICAL
  !Хірургічна клініка | CLINICAL
    !Відділення анестезіології та інтенсивної терапії | CLINICAL | INTENSIVE
  !Клініко-діагностична лабораторія | TESTING_LAB
  !Відділ інформаційних технологій | IT
"""
_HOSPITAL = """
!Адміністрація | ADMINISTRATION
  !Лікарняний банк крові (ЛБК) | LOGISTICS_INVENTORY
  !Відділ кадрів | HR
  Приймальне відділення | RECEPTION
  Відділення трансфузіології | TRANSFUSIOLOGY
    Імуногематологічна лабораторія | IMMUNOHEMATOLOGY_LAB
  !Терапевтичне відділення | CLINICAL
    Кардіологічне відділення | CLINICAL
      Палата інтенсивного спостереження | CLINICAL | INTENSIVE
  Хірургічне відділення | CLINICAL
    Операційний блок | CLINICAL | INTENSIVE
      Перев’язувальна | CLINICAL
  Відділення анестезіології та інтенсивної терапії | CLINICAL | INTENSIVE
  Акушерське відділення | CLINICAL
    Відділення новонароджених | CLINICAL
      Пост інтенсивної терапії новонароджених | CLINICAL | INTENSIVE
        Молочна кімната | OTHER | WARD
  Клініко-діагностична лабораторія | TESTING_LAB
    Відділ мікробіології | TESTING_LAB
  Відділ забезпечення якості | QUALITY
  Відділ інформаційних технологій | IT
  Бухгалтерія | OTHER | ACCOUNTS
"""
_BLOOD_ESTABLISHMENT = """
!Адміністрація | ADMINISTRATION
  !Відділ логістики з центром управління запасами | LOGISTICS_INVENTORY | STORES
    Холодильна зона еритроцитів | OTHER | BANK_ISSUE
    Морозильна зона плазми | OTHER | BANK_ISSUE
    Експедиція | OTHER | BANK_ISSUE
  !Відділ кадрів | HR
  !Відділ заготівлі крові та компонентів крові | COLLECTION
    Донорський зал | COLLECTION
      Кімната відпочинку донорів | OTHER | WARD
    Відділення аферезу | COLLECTION
    Виїзна бригада № 1 | MOBILE_COLLECTION
    Виїзна бригада № 2 | MOBILE_COLLECTION
  Відділ залучення донорів | DONOR_RECRUITMENT
    Реєстратура донорів | RECEPTION
  !Відділ переробки | PROCESSING
    Ділянка центрифугування | PROCESSING
  !Лабораторія тестування | TESTING_LAB
    Імуногематологічна лабораторія | IMMUNOHEMATOLOGY_LAB
    Лабораторія інфекційного скринінгу | TESTING_LAB
  Відділ забезпечення якості | QUALITY
  Відділ інформаційних технологій | IT
"""
_PRIMARY_CARE = """
!Адміністрація | ADMINISTRATION
  !Відділ кадрів | HR
  !Реєстратура | RECEPTION
  !Амбулаторія № 1 | AMBULANT_CLINIC
    Кабінет щеплень | OTHER | WARD
    Денний стаціонар амбулаторії № 1 | CLINICAL
    ФАП села Вишневе | FAP
  Амбулаторія № 2 | AMBULANT_CLINIC
    Дитячий кабінет | AMBULANT_CLINIC
      Кабінет здорової дитини | OTHER | WARD
    ФАП села Ґрунтівка | FAP
    ФАП села Їжаківка | FAP
  Амбулаторія № 3 | AMBULANT_CLINIC
    ФАП села Єлисаветівка | FAP
  Філія «Лівобережна» | DIVISION_CLINIC
    Реєстратура філії | RECEPTION
    Кабінет сімейного лікаря | AMBULANT_CLINIC
  Лабораторія | TESTING_LAB
  Бухгалтерія | OTHER | ACCOUNTS
"""
_OUTPATIENT = """
!Адміністрація | ADMINISTRATION
  !Відділ кадрів | HR
  !Реєстратура | RECEPTION
    Контакт-центр | RECEPTION
  !Консультативне відділення | CLINICAL
    Кабінет кардіолога | CLINICAL
    Кабінет гематолога | CLINICAL
      Процедурний кабінет | OTHER | WARD
  Хірургічне відділення одного дня | CLINICAL
    Мала операційна | CLINICAL | INTENSIVE
  Дитяче консультативне відділення | AMBULANT_CLINIC
  Діагностичне відділення | CLINICAL
    Клінічна лабораторія | TESTING_LAB
      Пункт забору аналізів | TESTING_LAB
  Відділ забезпечення якості | QUALITY
  Відділ інформаційних технологій | IT
  Бухгалтерія | OTHER | ACCOUNTS
"""
_DEEP_OUTPATIENT = """
!Адміністрація | ADMINISTRATION
  !Поліклініка | CLINICAL
    !Консультативний блок | CLINICAL
      !Корпус № 2 | CLINICAL
        !Відділення № 4 | CLINICAL
          !Сектор діагностики | CLINICAL
            !Група функціональної діагностики | CLINICAL
              !Кабінет ЕКГ | OTHER | WARD
  !Відділ кадрів | HR
  Реєстратура | RECEPTION
  Лабораторія | TESTING_LAB
  Відділ інформаційних технологій | IT
  Відділ забезпечення якості | QUALITY
  Бухгалтерія | OTHER | ACCOUNTS
  Денний стаціонар | CLINICAL
    Маніпуляційна | OTHER | WARD
"""
_EMERGENCY = """
!Адміністрація | ADMINISTRATION
  !Відділ кадрів | HR
  !Оперативно-диспетчерська служба | RECEPTION
  !Станція екстреної допомоги № 1 | CLINICAL | INTENSIVE
    Бригада № 11 | CLINICAL | INTENSIVE
    Бригада № 12 | CLINICAL | INTENSIVE
    Бригада № 13 | CLINICAL | INTENSIVE
  Станція екстреної допомоги № 2 | CLINICAL | INTENSIVE
    Бригада № 21 | CLINICAL | INTENSIVE
    Бригада № 22 | CLINICAL | INTENSIVE
    Пункт базування «Північний» | OTHER | WARD
  Станція екстреної допомоги № 3 | CLINICAL | INTENSIVE
    Бригада № 31 | CLINICAL | INTENSIVE
  Навчально-тренувальний відділ | OTHER | OFFICE
  Відділ забезпечення якості | QUALITY
  Відділ інформаційних технологій | IT
  Бухгалтерія | OTHER | ACCOUNTS
"""
_PHARMACY = """
!Адміністрація аптеки | ADMINISTRATION | PHARMACY_OFFICE
  !Торговельний зал | OTHER | PHARMACY
  Матеріальна кімната | OTHER | PHARMACY
    Холодильна камера | OTHER | PHARMACY
  Рецептурно-виробничий відділ | OTHER | PHARMACY
    Асистентська | OTHER | PHARMACY
  Відділ кадрів | HR
  Аптечний пункт № 1 | DIVISION_CLINIC | PHARMACY
  Аптечний пункт № 2 | DIVISION_CLINIC | PHARMACY
  Бухгалтерія | OTHER | ACCOUNTS
"""
_OFFICE = """
!Адміністрація | ADMINISTRATION
  !Відділ реєстрації суб’єктів | OTHER | REGISTRARS
    Сектор розгляду заяв | OTHER | REGISTRARS
    Сектор підтримки користувачів | OTHER | REGISTRARS
  !Відділ внутрішнього аудиту | OTHER | AUDITORS
  !Відділ кадрів | HR
  Відділ забезпечення якості | QUALITY
  Відділ інформаційних технологій | IT
    Сектор захисту інформації | IT
  Бухгалтерія | OTHER | ACCOUNTS
  Юридичний відділ | OTHER | OFFICE
"""
BLOOD_BANK = "Лікарняний банк крові (ЛБК)"
SEEDED = "SEEDED"
DEEP = "DEEP"
OUTLINES = {
    SEEDED: _SEEDED_HOSPITAL,
    DEEP: _DEEP_OUTPATIENT,
    "TRANSFUSION_FACILITY": _HOSPITAL,
    "BLOOD_ESTABLISHMENT": _BLOOD_ESTABLISHMENT,
    "PRIMARY_CARE": _PRIMARY_CARE,
    "OUTPATIENT": _OUTPATIENT,
    "EMERGENCY": _EMERGENCY,
    "PHARMACY": _PHARMACY,
    "NATIONAL_CENTER": _OFFICE,
    "REGULATOR": _OFFICE,
}
