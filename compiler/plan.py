"""Deciding an operation: which values stand under which keys, over which rows, for whom.

The planner (`compiler/planner.py`) walks the validated document once, type by type, and asks the caller's
shape about every field, argument and order that it meets; all denials are given at once, before anything is
sent. It prints nothing: the tree goes to `compiler/statement.py`. What it looked at in the variables is kept
as guards (`compiler/given.py`), so that a plan is used again only where it would be made again.
"""

from dataclasses import dataclass

from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode, OperationType

from compiler.catalogue import Catalogue
from compiler.cost import Weight
from compiler.disclosure import Disclosure
from compiler.given import Guard
from compiler.planner import DryRun, Planner
from compiler.rights import Omission
from compiler.roots import roots
from compiler.tree import Member, Variables
from errors import Forbidden
from permissions.access import Shape


@dataclass(frozen=True, slots=True)
class Plan:
    """A decided operation, good for every call of its shape for which its guards hold.

    With denials it is to be refused, with all of them at once. One that is not reusable answers what it found
    in a value of the call. One that prepares an act is answered elsewhere, once it has no denials. An act's
    answer is not guarded: its transaction holds the rights, and the act itself may raise their epoch. What it
    discloses of people is recorded by the statement itself.
    """

    members: tuple[Member, ...]
    denials: tuple[Forbidden, ...]
    guards: tuple[Guard, ...]
    weight: Weight
    omissions: tuple[Omission, ...]
    guarded: bool
    reusable: bool
    prepares: bool
    disclosures: tuple[Disclosure, ...] = ()

    def fits(self, variables: Variables) -> bool:
        """Tell whether the operation would be decided the same with these variables."""
        return all(guard.holds(variables) for guard in self.guards)


def plan(
    graph: GraphQLSchema,
    catalogue: Catalogue,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    shape: Shape,
    variables: Variables,
    dry_run: DryRun | None,
) -> Plan:
    """Decide a query: whether it is to be refused, or what it reads.

    Without `dry_run` this is one itself: nothing is skipped, and no check runs in it.
    """
    planner = Planner(graph, catalogue, document, shape, variables, dry_run)
    weight = Weight(1)
    members = roots(planner, operation, weight)
    return Plan(
        members,
        tuple(planner.rights.denials.values()),
        tuple(dict.fromkeys(planner.sight.guards)),
        weight,
        tuple(sorted(planner.rights.omissions)),
        shape.guarded and operation.operation is not OperationType.MUTATION,
        planner.reusable,
        planner.prepares,
        tuple(planner.disclosures),
    )
