"""The first seed: a clinic's head admits an HR officer, who registers doctors; each completes an account."""

from dataclasses import dataclass

from running.story.people import Human
from running.story.registration import Applicant, register, since
from running.story.scene import Json, Player, Scene

STAFF = """query($edrpou: String!) {
  facility(edrpou: $edrpou) {
    employees { nodes { fullName employeeType status assignments { nodes { position { title } status } } } }
  }
}"""
ME = "{ me { person { lastName } facilities { nodes { nameShort } } permissions { permission } } }"
POSITIONS = ("P7", "P10", "P8")  # a family doctor, a therapist and a paediatrician
SPECIALITIES = ("FAMILY_DOCTOR", "THERAPIST", "PEDIATRICIAN")


@dataclass(frozen=True, slots=True)
class Clinic:
    """What the story leaves behind: the head, the HR officer and the doctors, all logged in."""

    applicant: Applicant
    head: Player
    officer: Player
    doctors: tuple[Player, ...]


async def play_doctors(scene: Scene, registrar: Player) -> Clinic:
    """Play the seed from the clinic's registration to its doctors' accounts."""
    head, officer, *doctors = (scene.cast.human() for _ in range(5))
    clinic = Applicant(
        scene.cast.edrpou(), "Центр первинної медико-санітарної допомоги", "PRIMARY_CARE", head, head
    )
    registered = await register(scene, registrar, clinic)
    boss = scene.player(head)
    await boss.accept(registered.head_link)
    await _admit(boss, officer)
    hr = scene.player(officer)
    await hr.accept((await scene.post.letter_to(officer.email, "Запрошення")).links[0])
    await hr.look("побачити свої права", ME)
    await _register(hr, clinic, doctors)
    players = tuple(scene.player(human) for human in doctors)
    for player in players:
        assert player.human is not None
        letter = await scene.post.letter_to(player.human.email, "Запрошення")
        await player.accept(letter.links[0])
    await boss.look("побачити всіх працівників", STAFF, {"edrpou": clinic.edrpou})
    return Clinic(clinic, boss, hr, players)


async def _admit(boss: Player, officer: Human) -> None:
    given = {"person": officer.papers(boss.scene.today), "contact": officer.contact, "delivery": "EMAIL"}
    await boss.act(
        "надати доступ працівникові відділу кадрів",
        "inviteEmployee",
        given,
        "employee { id fullName status }",
    )


async def _register(hr: Player, clinic: Applicant, doctors: list[Human]) -> None:
    found = await hr.look(
        "відкрити структуру закладу",
        "query($edrpou: String!) { facility(edrpou: $edrpou) { departments(first: 1) { nodes { id } } } }",
        {"edrpou": clinic.edrpou},
    )
    department = found["facility"]["departments"]["nodes"][0]["id"]
    rows = [
        {
            "person": human.papers(hr.scene.today),
            "contact": human.contact,
            "employeeType": "DOCTOR",
            "professional": _learnt(hr.scene, speciality),
            "departmentId": department,
            "positionTitleCode": position,
            "delivery": "EMAIL",
        }
        for human, position, speciality in zip(doctors, POSITIONS, SPECIALITIES, strict=True)
    ]
    await hr.act(
        "зареєструвати лікарів одним підписом",
        "registerEmployees",
        {"employees": rows},
        "employees { id fullName status }",
    )


def _learnt(scene: Scene, speciality: str) -> Json:
    """Give the `ProfessionalInput` of a doctor."""
    return {
        "educations": [
            {
                "country": "Україна",
                "city": "Вінниця",
                "institutionName": "Вінницький національний медичний університет",
                "diplomaNumber": "ВН 000001",
                "degree": "MASTER",
                "speciality": "Лікувальна справа",
                "issuedDate": since(scene, 8),
            }
        ],
        "qualifications": [
            {
                "type": "INTERNSHIP",
                "institutionName": "Вінницький національний медичний університет",
                "speciality": "Загальна практика",
                "issuedDate": since(scene, 6),
            }
        ],
        "specialities": [
            {
                "speciality": speciality,
                "specialityOfficio": True,
                "level": "SECOND",
                "qualificationType": "AWARDING",
                "attestationName": "Атестаційна комісія",
                "attestationDate": since(scene, 3),
                "certificateNumber": "АК 000001",
            }
        ],
    }
