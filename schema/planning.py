"""From a question to a statement: planned and printed once for a shape of rights, then bound to each call."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from compiler.binding import bind
from compiler.cost import Cost
from compiler.limits import Limits, too_complex
from compiler.plan import plan
from compiler.rights import Omission, omission
from compiler.standins import stand_ins
from compiler.statement import Statement, statement
from compiler.tree import Call
from errors import Refused
from permissions.access import Access, Shape
from schema.documents import Documents, Prepared
from schema.graph import Graph
from schema.question import Answer, Question

KYIV = ZoneInfo("Europe/Kyiv")


@dataclass(frozen=True, slots=True)
class Ceilings:
    """What one answer may cost at most, by the sizes of its pages, and in bytes."""

    rows: int = 50_000
    leaves: int = 1_000_000
    bytes: int = 32 * 1024 * 1024


CEILINGS = Ceilings()


@dataclass(frozen=True, slots=True)
class Sending:
    """A statement with its arguments, ready to be sent; or the answer, where none is needed.

    One that `records` writes the log of access while it reads.
    """

    text: str
    arguments: list[object]
    extensions: bytes | None
    finished: bytes | None = None
    records: bool = False


class Planning:
    """Prepares statements, and keeps them with their documents."""

    def __init__(self, graph: Graph, documents: Documents, limits: Limits, ceilings: Ceilings) -> None:
        self._graph = graph
        self._documents = documents
        self._limits = limits
        self._ceilings = ceilings

    def kept(self, asked: Question, access: Access) -> Prepared | None:
        """Give what was prepared for a question like this, by somebody with rights like these."""
        return asked.document.prepared((asked.name, access.shape.key), asked.variables)

    def prepared(self, asked: Question, access: Access) -> Prepared:
        """Give the plan of a question with its statement, made now if there is none yet."""
        found = self.kept(asked, access)
        if found is None:
            found = self.prepare(asked, access)
            if found.plan.reusable:
                asked.document.keep((asked.name, access.shape.key), found)
                self._documents.weigh(asked.document)
        return found

    def prepare(self, asked: Question, access: Access) -> Prepared:
        """Plan a question, and print it unless it is to be refused."""
        decided = plan(
            self._graph.core,
            self._graph.catalogue,
            asked.document.node,
            asked.operation,
            access.shape,
            asked.variables,
            lambda text: self._dry_run(text, access.shape),
        )
        if decided.denials:
            return Prepared(decided, b"")
        printed = statement(decided.members, guarded=decided.guarded, disclosures=decided.disclosures)
        if isinstance(printed, Statement) and len(printed.text) > self._limits.statement:
            raise too_complex("statement", self._limits.statement, len(printed.text))
        return Prepared(decided, printed)

    def bound(
        self,
        prepared: Prepared,
        asked: Question,
        access: Access,
        now: dt.datetime,
        outcome: Mapping[str, object] | None = None,
    ) -> Sending:
        """Bind a statement to a call; raises Refused with what may not be asked."""
        if prepared.plan.denials:
            raise Refused(list(prepared.plan.denials))
        if isinstance(prepared.statement, bytes):
            return Sending("", [], prepared.extensions(None), prepared.statement)
        today, request_id = now.astimezone(KYIV).date(), asked.request.visit.request_id
        call = Call(asked.variables, now, today, access, outcome or {}, request_id)
        cost = self._affordable(prepared.plan.weight.cost(call))
        arguments = bind(prepared.statement.parameters, call)
        extensions, records = prepared.extensions(cost), prepared.statement.records
        return Sending(prepared.statement.text, arguments, extensions, records=records)

    def answer(self, data: bytes, sending: Sending) -> Answer:
        """Give the answer of a statement's bytes, unless they are too many."""
        if len(data) > self._ceilings.bytes:
            raise too_complex("bytes", self._ceilings.bytes, len(data))
        return Answer(data, (), sending.extensions)

    def _dry_run(self, text: str, shape: Shape) -> list[Omission]:
        """Give what a document would be refused for; a document of several operations is not checked."""
        document = self._documents.get(text)
        operation = document.operation(None)
        core = self._graph.core
        values = stand_ins(core, operation)
        decided = plan(core, self._graph.catalogue, document.node, operation, shape, values, None)
        return sorted(map(omission, decided.denials))

    def _affordable(self, cost: Cost) -> bytes:
        """Refuse what costs too much; else give the entry of `extensions` that tells the cost."""
        if cost.rows > self._ceilings.rows:
            raise too_complex("rows", self._ceilings.rows, cost.rows)
        if cost.leaves > self._ceilings.leaves:
            raise too_complex("leaves", self._ceilings.leaves, cost.leaves)
        return b'"cost":{"rows":%d,"values":%d,"rowsLimit":%d}' % (
            cost.rows,
            cost.leaves,
            self._ceilings.rows,
        )
