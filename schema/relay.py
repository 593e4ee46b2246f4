"""The types of the Relay specifications: Node, Connection, Edge, PageInfo."""

from typing import Generic, TypeVar

import strawberry

T = TypeVar("T")


@strawberry.interface(description="Об’єкт із глобальним ідентифікатором")
class Node:
    """Anything that has a global id, and tells what of it is hidden."""

    id: strawberry.ID = strawberry.field(description="Глобальний ідентифікатор; зміст його непрозорий")
    redacted: list[str] = strawberry.field(
        description="Які із запитаних полів цього об’єкта приховано, бо права на них сюди не сягають"
    )


@strawberry.type(description="Відомості про сторінку")
class PageInfo:
    """Where a page lies among the rows."""

    has_next_page: bool = strawberry.field(description="Чи є рядки після сторінки")
    has_previous_page: bool = strawberry.field(description="Чи є рядки перед сторінкою")
    start_cursor: str | None = strawberry.field(description="Курсор першого рядка")
    end_cursor: str | None = strawberry.field(description="Курсор останнього рядка")


@strawberry.type(description="Рядок сторінки з його курсором")
class Edge(Generic[T]):
    """A row of a page."""

    cursor: str = strawberry.field(description="Місце рядка; дійсне лише для того самого порядку")
    node: T = strawberry.field(description="Сам рядок")


@strawberry.type(description="Сторінка рядків")
class Connection(Generic[T]):
    """A page of rows."""

    edges: list[Edge[T]] = strawberry.field(description="Рядки з курсорами")
    nodes: list[T] = strawberry.field(description="Рядки без курсорів: коротше, ніж edges")
    page_info: PageInfo = strawberry.field(description="Чи є сторінки далі й раніше")
    total_count: int = strawberry.field(description="Скільки рядків відповідає фільтру на всіх сторінках")
