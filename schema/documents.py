"""Documents as they arrive: parsed, bounded and validated once, then kept with the plans made for them."""

from collections import OrderedDict
from dataclasses import dataclass, field

import orjson
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    parse,
)

from compiler.limits import Limits, check_limits, too_complex
from compiler.plan import Plan
from compiler.statement import Statement
from compiler.tree import Variables
from errors import ParseFailed, Refusal, Refused, ValidationFailed
from schema.validation import bounded_rules, faults_of, places_of, plain

PLANS_MAX = 64
"""Plans of one document: a document whose variables change its shape more often is planned anew each time."""
MEMORY_MAX = 32 * 1024 * 1024
"""Bytes of all that is kept, some 600 documents of a screen each; as measured:"""
_BYTES_PARSED = 105  # for a character of a document
_BYTES_PREPARED = 7  # for a character of a statement
_BYTES_DENIED = 1_500  # for a coordinate of a plan
_BYTES_REFUSED = 2_000  # besides its text
NAME_SHOWN_MAX = 40
"""How much of a name that is not there an answer repeats."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan with its printed statement, or with the whole answer when it needs none."""

    plan: Plan
    statement: Statement | bytes

    @property
    def memory(self) -> int:
        """About how many bytes it takes."""
        text = self.statement if isinstance(self.statement, bytes) else self.statement.text
        return _BYTES_PREPARED * len(text) + _BYTES_DENIED * len(self.plan.denials)

    @property
    def is_unguarded(self) -> bool:
        """Tell whether rights decide an answer that no statement sees to be fresh."""
        return isinstance(self.statement, bytes) and bool(self.plan.omissions)

    def extensions(self, cost: bytes | None) -> bytes | None:
        """Give the answer's `extensions`: what it cost and what was left out, if anything is to be told."""
        omitted = orjson.dumps(self.plan.omissions) if self.plan.omissions else None
        entries = [*filter(None, [cost, omitted and b'"omitted":' + omitted])]
        return b"{%s}" % b",".join(entries) if entries else None


@dataclass(slots=True)
class Document:
    """A valid document, and what has been prepared for it: plans by operation and shape of rights."""

    text: str
    node: DocumentNode
    operations: dict[str | None, OperationDefinitionNode]
    plans: dict[tuple[str | None, str], list[Prepared]] = field(default_factory=dict)

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """Give the operation of this name, or the only one."""
        if name in (None, ""):
            if len(self.operations) == 1:
                return next(iter(self.operations.values()))
            raise ValidationFailed(
                "документ має кілька операцій: вкажіть operationName",
                "the document has several operations: give operationName",
            )
        found = self.operations.get(name)
        if found is None:
            shown = name[:NAME_SHOWN_MAX]
            raise ValidationFailed(
                f"у документі немає операції «{shown}»", f'the document has no operation "{shown}"'
            )
        return found

    def prepared(self, key: tuple[str | None, str], variables: Variables) -> Prepared | None:
        """Give what was prepared for calls like this one."""
        for each in self.plans.get(key, ()):
            if each.plan.fits(variables):
                return each
        return None

    def keep(self, key: tuple[str | None, str], prepared: Prepared) -> None:
        """Keep what was prepared, the newest first."""
        if self.plans_kept() >= PLANS_MAX:
            self.plans.clear()
        self.plans.setdefault(key, []).insert(0, prepared)

    def plans_kept(self) -> int:
        """Count the plans that are kept."""
        return sum(map(len, self.plans.values()))

    @property
    def memory(self) -> int:
        """About how many bytes it takes with its plans."""
        plans = sum(each.memory for kept in self.plans.values() for each in kept)
        return _BYTES_PARSED * len(self.text) + plans


class Documents:
    """The documents used last, up to a bound on their memory; what is refused is remembered too."""

    def __init__(self, graph: GraphQLSchema, limits: Limits) -> None:
        self._graph = graph
        self._limits = limits
        self._rules = bounded_rules(limits)
        self._kept: OrderedDict[str, Document | Refused] = OrderedDict()
        self._weights: dict[str, int] = {}
        self._memory = 0

    def get(self, text: str) -> Document:
        """Give the document of a text; Refused when it is too large, or does not fit the schema."""
        found = self._kept.get(text)
        if found is None:
            if len(text) > self._limits.characters:
                raise Refused([too_complex("characters", self._limits.characters, len(text))])
            found = self._kept[text] = self._read(text)
            self._weigh(text, _BYTES_REFUSED + 2 * len(text) if isinstance(found, Refused) else found.memory)
        else:
            self._kept.move_to_end(text)
        if isinstance(found, Refused):
            raise Refused(found.refusals)
        return found

    def plans(self) -> int:
        """Count the plans that are kept."""
        return sum(each.plans_kept() for each in self._kept.values() if isinstance(each, Document))

    def weigh(self, document: Document) -> None:
        """Note that a document takes more or less than before, if it is still kept."""
        if document.text in self._kept:
            self._weigh(document.text, document.memory)

    def _weigh(self, text: str, memory: int) -> None:
        """Note what a document takes now, and let go of the oldest while all take too much."""
        self._memory += memory - self._weights.get(text, 0)
        self._weights[text] = memory
        while self._memory > MEMORY_MAX and len(self._kept) > 1:
            oldest, _ = self._kept.popitem(last=False)
            self._memory -= self._weights.pop(oldest)

    def _read(self, text: str) -> "Document | Refused":
        try:
            node = self._parsed(text)
            check_limits(node, self._limits)
        except Refusal as refusal:
            return Refused([_bare(refusal)])
        if faults := faults_of(self._graph, node, self._rules, self._limits):
            return Refused([_bare(fault) for fault in faults])
        operations = {
            each.name.value if each.name else None: each
            for each in node.definitions
            if isinstance(each, OperationDefinitionNode)
        }
        return Document(text, node, operations)

    def _parsed(self, text: str) -> DocumentNode:
        try:
            return parse(text, max_tokens=self._limits.tokens)
        except GraphQLError as error:
            if "tokens. Parsing aborted" in error.message:
                raise too_complex("tokens", self._limits.tokens, None) from error
            message = plain(error.message)
            raise ParseFailed(
                f"документ не читається: {message}", message, locations=places_of(error)
            ) from error


def _bare(refusal: Refusal) -> Refusal:
    """Let go of where a refusal was raised: the frames would keep the parsed document."""
    refusal.__traceback__ = refusal.__cause__ = refusal.__context__ = None
    return refusal
