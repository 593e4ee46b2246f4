"""How a facility comes into the registry: its head applies, the national centre registers it."""

from dataclasses import dataclass
from datetime import timedelta

from running.story.people import Human
from running.story.scene import Player, Scene

MINE = """{
  facilityApplications { nodes { number status dueAt workingDaysLeft nameShort } }
}"""
WAITING = """query($edrpou: String!) {
  facilityApplications(filter: {edrpou: {equal: $edrpou}}) {
    nodes { id number status dueAt workingDaysLeft head { lastName } }
  }
}"""
FACILITY = """query($edrpou: String!) {
  facility(edrpou: $edrpou) { id nameShort status registeredAt }
}"""


@dataclass(frozen=True, slots=True)
class Applicant:
    """A facility that wants to be registered, and the people whom it names."""

    edrpou: str
    name: str
    kind_code: str
    head: Human
    administrator: Human

    def form(self) -> dict[str, object]:
        """Give the `SubmitFacilityApplicationInput` of the facility."""
        address = {
            "zip": "21018",
            "region": "Вінницька область",
            "settlement": "Вінниця",
            "street": "вулиця Пирогова",
            "building": "46",
        }
        return {
            "kindCode": self.kind_code,
            "edrpou": self.edrpou,
            "nameFull": f"Комунальне некомерційне підприємство «{self.name}»",
            "nameShort": f"КНП «{self.name}»",
            "nameFullEn": f"Municipal Non-Profit Enterprise No. {self.edrpou}",
            "legalAddress": address,
            "email": f"office{self.edrpou}@example.org",
            "phones": [{"type": "LAND_LINE", "number": "+380432000000"}],
            "head": {**_told(self.head), "positionCode": "P2"},
            "administrator": _told(self.administrator),
            "transfusionDeclared": True,
        }


@dataclass(frozen=True, slots=True)
class Registered:
    """A registered facility, and the links by which its first people come in."""

    id: str
    applicant: Applicant
    head_link: str
    administrator_link: str


async def register(scene: Scene, registrar: Player, applicant: Applicant) -> Registered:
    """Let a head apply and the registrar register the facility; the letters bring the links."""
    head = scene.player(applicant.head)
    await head.log_in()
    await head.act(
        "подати заяву на реєстрацію закладу",
        "submitFacilityApplication",
        applicant.form(),
        "application { id number status dueAt }",
    )
    await head.look("подивитися на свою заяву", MINE)
    found = await registrar.look("знайти заяву в черзі", WAITING, {"edrpou": applicant.edrpou})
    (application,) = found["facilityApplications"]["nodes"]
    named = {"applicationId": application["id"]}
    await registrar.act("узяти заяву на розгляд", "takeApplication", named, "application { status }")
    decision = {
        **named,
        "decisionNumber": f"УЦТК-{applicant.edrpou[:4]}",
        "decisionDate": scene.today.isoformat(),
    }
    done = await registrar.act(
        "зареєструвати заклад", "registerFacility", decision, "facility { id nameShort status }"
    )
    links = [
        (await scene.post.letter_to(human.email, "зареєстровано")).links[0]
        if human is applicant.administrator
        else (await scene.post.letter_to(human.email, "Запрошення")).links[0]
        for human in (applicant.head, applicant.administrator)
    ]
    return Registered(done["facility"]["id"], applicant, links[0], links[1])


def _told(human: Human) -> dict[str, object]:
    return {
        "lastName": human.name.last,
        "firstName": human.name.first,
        "middleName": human.name.middle,
        "taxId": human.tax_id,
        "email": human.email,
        "phones": [{"type": "MOBILE", "number": human.phone}],
    }


def since(scene: Scene, years: int) -> str:
    """Give a day some years ago."""
    return (scene.today - timedelta(days=365 * years)).isoformat()
