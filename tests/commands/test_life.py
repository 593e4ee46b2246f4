"""A hospital lives through acts taken at random, and what must always hold does after each of them.

The acts go through `examine`, `authorise` and `apply`, and rounds are made as time goes by. A machine takes
the steps in a thread of its own, with a loop and a transaction that is rolled back.
"""

import asyncio
import datetime as dt
from contextlib import AsyncExitStack
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tortoise.context import TortoiseContext
from tortoise.transactions import in_transaction

from commands import acceptance
from commands.act import Act, Change
from commands.assignment_ending import END_ASSIGNMENT, EndAssignment
from commands.assignment_rest import (
    RESUME_ASSIGNMENT,
    SUSPEND_ASSIGNMENT,
    ResumeAssignment,
    SuspendAssignment,
)
from commands.assignment_role_sets import SET_ASSIGNMENT_ROLE_SETS, SetAssignmentRoleSets
from commands.assignment_rounds import turn_assignments
from commands.assignment_update import UPDATE_ASSIGNMENT, UpdateAssignment
from commands.assignments import ASSIGN_EMPLOYEE, AssignEmployee
from commands.dismissal import DISMISS_EMPLOYEE, DismissEmployee
from commands.employee_rest import RESUME_EMPLOYEE, SUSPEND_EMPLOYEE, ResumeEmployee, SuspendEmployee
from commands.employees import REGISTER_EMPLOYEE
from commands.hiring_input import RegisterEmployee
from commands.invitation_rounds import cancel_stale_assignments, expire_invitations
from commands.invitations import (
    REISSUE_INVITATION,
    REVOKE_INVITATION,
    ReissueInvitation,
    RevokeInvitation,
)
from commands.opening import open_invitation
from commands.policy import template_id
from commands.position_closing import CLOSE_POSITION, ClosePosition
from commands.position_update import UPDATE_POSITION, UpdatePosition
from commands.substitution import (
    ACTIVATE_SUBSTITUTE,
    END_SUBSTITUTION,
    ActivateSubstitute,
    EndSubstitution,
)
from models import AssignmentKind, SubstituteMode
from models.configuration import configuration
from tests.commands import personnel
from tests.commands.living import Living, subject_key_of
from tests.commands.stage import MEANS, PlainWorld, Stage, raw
from tests.rights.bounds import THOROUGH

ANY = st.integers(0, 999)
DAYS = st.just(0) | st.integers(0, 40)
KINDS = st.sampled_from([*AssignmentKind, AssignmentKind.PRIMARY, AssignmentKind.PART_TIME])
RATES = st.sampled_from([Decimal("0.25"), Decimal("0.50"), Decimal(1)])
ROLE_SETS = st.sampled_from(
    ["DOCTOR", "BLOOD_BANK_DOUBLE", "BLOOD_BANK_HEAD", "HR_OFFICER", "FACILITY_ADMIN"]
)
KINDS_OF_STEPS = 6  # in an ordinary run; with fewer nothing would be walked

# What most steps are taken on: what is over is refused soon.
_OPEN = "status = 'ACTIVE'"
_NEW = "status = 'DRAFT'"
_HERE = "status IN ('DRAFT', 'PENDING', 'ACTIVE')"
_GOING = "status NOT IN ('ENDED', 'CANCELLED')"
_WAITING = "status IN ('CREATED', 'SENT', 'OPENED')"


class Life(RuleBasedStateMachine):
    """The steps that people and time may take."""

    url: ClassVar[str] = ""
    done: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.living = self.runner.run(self._begin())
        place, newcomer = self._chosen(0, "position", "headcount = 3"), self._chosen(0, "employee", _NEW)
        assert place is not None
        assert newcomer is not None
        self._act(1, ASSIGN_EMPLOYEE, AssignEmployee(place, newcomer, role_set_ids=(template_id("DOCTOR"),)))
        self._answer(0, accepting=True)

    async def _begin(self) -> Living:
        context = await self.stack.enter_async_context(TortoiseContext())
        await context.init(config=configuration(self.url))
        tx = await self.stack.enter_async_context(in_transaction())
        self.stack.push_async_callback(tx.rollback)
        stage = Stage(tx, PlainWorld(raw(tx)))
        await stage.build()
        for role in ("FACILITY_ADMIN", "FACILITY_ADMIN", "HR_OFFICER"):
            await stage.appoint(role)
        await stage.world.add("position", department=stage.rows["bank"], kind="HEAD")
        await stage.world.add("position", department=stage.rows["bank"], headcount=Decimal("1.50"))
        await stage.world.add("position", department=stage.rows["ward"], headcount=Decimal(3))
        for _ in range(2):
            await stage.world.add("employee", facility_id=stage.hospital, status="DRAFT")
        return Living(stage)

    def teardown(self) -> None:
        """Leave nothing behind."""
        Life.done |= set(self.living.done)
        self.runner.run(self.stack.aclose())
        self.runner.close()

    @rule(by=ANY, person=st.integers(1, 6), email=st.integers(1, 6))
    def register(self, by: int, person: int, email: int) -> None:
        """Register somebody, maybe under an address that is somebody else's."""
        documents = (personnel.passport(f"АЯ12345{person}"),)
        wish = RegisterEmployee(personnel.person(person, documents=documents), personnel.contact(email))
        self._act(by, REGISTER_EMPLOYEE, wish)

    @rule(
        by=ANY,
        who=ANY,
        where=ANY,
        whom=ANY,
        kind=KINDS,
        rate=RATES,
        begins=DAYS,
        lasts=st.none() | DAYS,
        role_set=ROLE_SETS,
        mode=st.sampled_from(SubstituteMode),
        accepts=st.sampled_from([True, True, False]),
    )
    def assign(self, by: int, who: int, where: int, whom: int, **given: Any) -> None:
        """Appoint somebody, now or later, maybe as a double; whoever is invited may accept at once."""
        position, employee = self._chosen(where, "position", _OPEN), self._chosen(who, "employee", _HERE)
        doubled = self._chosen(whom, "assignment", "kind <> 'SUBSTITUTE'")
        if position is None or employee is None:
            return
        begins = self.living.today + dt.timedelta(days=given["begins"])
        is_double = given["kind"] == AssignmentKind.SUBSTITUTE
        wish = AssignEmployee(
            position,
            employee,
            kind=given["kind"],
            substitutes_assignment_id=doubled if is_double else None,
            substitute_mode=given["mode"] if is_double else None,
            rate=given["rate"],
            start_date=begins,
            end_date=None if given["lasts"] is None else begins + dt.timedelta(days=given["lasts"]),
            role_set_ids=(template_id(given["role_set"]),),
        )
        self._act(by, ASSIGN_EMPLOYEE, wish)
        if given["accepts"]:
            self._answer(-1, accepting=True)

    @rule(which=ANY)
    def accept(self, which: int) -> None:
        """Somebody follows their link and takes up what was offered."""
        self._answer(which, accepting=True)

    @rule(which=ANY)
    def decline(self, which: int) -> None:
        """Somebody follows their link and declines."""
        self._answer(which, accepting=False)

    @rule(by=ANY, which=ANY, again=st.booleans())
    def replace_or_revoke(self, by: int, which: int, again: bool) -> None:
        """A link is given anew, or taken back."""
        invitation = self._chosen(which, "invitation")
        if invitation is None:
            return
        if again:
            self._act(by, REISSUE_INVITATION, ReissueInvitation(invitation))
        else:
            self._act(by, REVOKE_INVITATION, RevokeInvitation(invitation))

    @rule(by=ANY, which=ANY, lasts=DAYS)
    def end(self, by: int, which: int, lasts: int) -> None:
        """An assignment ends, now or later."""
        last = self.living.today + dt.timedelta(days=lasts)
        self._act_on(by, which, END_ASSIGNMENT, lambda each: EndAssignment(each, last))

    @rule(by=ANY, which=ANY, rate=RATES, lasts=st.none() | DAYS)
    def update(self, by: int, which: int, rate: Decimal, lasts: int | None) -> None:
        """An assignment gets another rate and another end."""
        last = None if lasts is None else self.living.today + dt.timedelta(days=lasts)
        wish = {"rate": rate, "end_date": last}
        self._act_on(by, which, UPDATE_ASSIGNMENT, lambda each: UpdateAssignment(each, **wish))  # type: ignore[arg-type]

    @rule(by=ANY, which=ANY, rests=st.booleans())
    def rest(self, by: int, which: int, rests: bool) -> None:
        """An assignment rests, or goes on."""
        if rests:
            self._act_on(by, which, SUSPEND_ASSIGNMENT, SuspendAssignment)
        else:
            self._act_on(by, which, RESUME_ASSIGNMENT, ResumeAssignment)

    @rule(by=ANY, which=ANY, role_set=ROLE_SETS)
    def give(self, by: int, which: int, role_set: str) -> None:
        """An assignment gets another role set."""
        given = (template_id(role_set),)
        self._act_on(by, which, SET_ASSIGNMENT_ROLE_SETS, lambda each: SetAssignmentRoleSets(each, given))

    @rule(by=ANY, which=ANY, acts=st.booleans())
    def call(self, by: int, which: int, acts: bool) -> None:
        """A double is called, or sent back."""
        if acts:
            self._act_on(by, which, ACTIVATE_SUBSTITUTE, ActivateSubstitute)
        else:
            self._act_on(by, which, END_SUBSTITUTION, EndSubstitution)

    @rule(by=ANY, which=ANY, headcount=st.sampled_from(["0.25", "1", "2.5"]), closes=st.booleans())
    def reshape(self, by: int, which: int, headcount: str, closes: bool) -> None:
        """A position gets another headcount, or closes with all who hold it."""
        position = self._chosen(which, "position", _OPEN)
        if position is None:
            return
        if closes:
            self._act(by, CLOSE_POSITION, ClosePosition(position, cascade=True))
        else:
            self._act(by, UPDATE_POSITION, UpdatePosition(position, headcount=Decimal(headcount)))

    @rule(by=ANY, which=ANY, what=st.sampled_from(["dismiss", "suspend", "resume"]))
    def employ(self, by: int, which: int, what: str) -> None:
        """An employee leaves, rests, or comes back."""
        employee = self._chosen(which, "employee", "status NOT IN ('DISMISSED', 'ENTERED_IN_ERROR')")
        if employee is None:
            return
        acts: dict[str, tuple[Act[Any, Any], object]] = {
            "dismiss": (DISMISS_EMPLOYEE, DismissEmployee(employee, reason="Заява")),
            "suspend": (SUSPEND_EMPLOYEE, SuspendEmployee(employee)),
            "resume": (RESUME_EMPLOYEE, ResumeEmployee(employee)),
        }
        self._act(by, *acts[what])

    @rule(hours=st.sampled_from([1, 24, 24 * 9, 24 * 31]))
    def wait(self, hours: int) -> None:
        """Time goes by, and rounds are made."""
        stage = self.living.stage
        stage.now += dt.timedelta(hours=hours)
        for run in (turn_assignments, expire_invitations, cancel_stale_assignments):
            while self.runner.run(run(stage.tx, stage.now, MEANS)):
                pass

    @invariant()
    def what_always_holds(self) -> None:
        """See that it does."""
        self.runner.run(self.living.hold())

    def _act(self, by: int, act: Act[Any, Any], wish: object) -> None:
        self.runner.run(self.living.attempt(by, act, wish))

    def _act_on(self, by: int, which: int, act: Act[Any, Any], wish: Any) -> None:  # makes one of an id
        assignment = self._chosen(which, "assignment", _GOING)
        if assignment is not None:
            self._act(by, act, wish(assignment))

    def _chosen(self, number: int, table: str, condition: str = "true") -> UUID | None:
        return self.runner.run(self.living.chosen(number, table, condition))

    def _answer(self, which: int, *, accepting: bool) -> None:
        invitation = self._chosen(which, "invitation", _WAITING)
        if invitation is None:
            return
        stage = self.living.stage

        async def answering() -> tuple[Change, ...]:
            (row,) = await self.living.rows("invitation", f"id = '{invitation}'")
            (employee,) = await self.living.rows("employee", f"id = '{row['employee_id']}'")
            await open_invitation(stage.tx, invitation, stage.now)
            key = subject_key_of(employee["person_id"])
            if accepting:
                return (await acceptance.accept(stage.tx, invitation, key, stage.now)).changes
            return (await acceptance.decline(stage.tx, invitation, stage.now)).changes

        self.runner.run(self.living.step("accept" if accepting else "decline", answering))


async def test_whatever_happens_what_must_hold_holds(acts_url: str) -> None:
    Life.url = acts_url
    walking = settings(
        max_examples=100 if THOROUGH else 6,
        stateful_step_count=40,
        deadline=None,
        derandomize=not THOROUGH,
        suppress_health_check=list(HealthCheck),
    )
    await asyncio.to_thread(run_state_machine_as_test, Life, settings=walking)
    assert {"assignEmployee", "accept"} < Life.done
    assert len(Life.done) >= KINDS_OF_STEPS, Life.done
