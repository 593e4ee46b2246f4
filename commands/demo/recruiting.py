"""Finds the people of a facility: mostly new ones, now and then one who already works elsewhere."""

from collections import deque
from dataclasses import dataclass

from commands.demo.crews import BLOOD_BANK_DOUBLE, HR_OFFICER
from commands.demo.names import FullName
from commands.demo.outlines import SEEDED
from commands.demo.people import Human, Population
from commands.demo.plans import HOSPITAL_WITHOUT_FREEZER, Site
from commands.demo.positions import Post

_GUEST_SHARE = 0.02
_REMEMBERED = 200


@dataclass(frozen=True, slots=True)
class Recruit:
    """A person taken on; a guest works at another facility too."""

    human: Human
    guest: bool


# Who works at the seeds' hospital, by the code of the position and the seat: surname, name, patronymic, male.
_CAST: dict[tuple[str | None, int], tuple[FullName, bool]] = {
    ("P1", 0): (FullName("Ґалаґан", "Єва", "Юріївна"), False),
    ("FACILITY_ADMIN", 0): (FullName("Їжакевич", "Мар'яна", "Олегівна"), False),
    ("P14", 0): (FullName("Мар'яненко", "Євген", "Ігорович"), True),
    ("BB_HEAD", 0): (FullName("Шевченко", "Тарас", "Петрович"), True),
    ("BB_DOUBLE", 0): (FullName("Лук'яненко", "Софія", "Андріївна"), False),
    ("BB_DOUBLE", 1): (FullName("Ґудзь", "Орест", "Ігорович"), True),
}
SEARCHED_FOR = _CAST["BB_HEAD", 0][0]
"""The person whom «шевч тар» finds."""


_SHARED = (HR_OFFICER, BLOOD_BANK_DOUBLE)
"""Whom the second hospital shares with the first, where they hold ordinary positions."""


class Recruiter:
    """Takes on people and remembers some of them, for the facilities that come later."""

    __slots__ = ("_cast", "_known", "_population")

    def __init__(self, population: Population) -> None:
        self._population = population
        self._cast = dict(_CAST)
        self._known: deque[Human] = deque(maxlen=_REMEMBERED)

    def take_on(self, site: Site, post: Post, seat: int) -> Recruit:
        """Find somebody for a position; heads and key positions get people of their own."""
        title = post.title
        if site.plan.outline == SEEDED and (title.code, seat) in self._cast:
            name, male = self._cast.pop((title.code, seat))
            return Recruit(self._population.cast(site.rng, name, male=male), guest=False)
        if self._known and seat == 0 and title in _SHARED and site.plan.number == HOSPITAL_WITHOUT_FREEZER:
            return Recruit(self._known.popleft(), guest=True)
        if title.key:
            return Recruit(self._population.cast(site.rng, None, male=site.rng.random() < 0.5), guest=False)
        if self._known and not post.head and site.rng.random() < _GUEST_SHARE:
            return Recruit(self._known.popleft(), guest=True)
        return Recruit(self._population.draw(site.rng), guest=False)

    def remember(self, people: tuple[Human, ...]) -> None:
        """Keep people in mind who may take on a second job at a facility yet to come."""
        self._known.extend(people)
