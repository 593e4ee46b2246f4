"""What a story plays in: a door to the graph, a mailbox, keys of its people, and somebody who watches."""

import base64
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

from running.story.people import Cast, Human
from signing.development.authority import DevelopmentKey
from signing.development.signer import sign_cms

Json = Any  # answers are looked into, key by key

START = """mutation($invitationToken: String) {
  startLogin(invitationToken: $invitationToken) { payload text token }
}"""
COMPLETE = """mutation($signed: SignedPayload!) {
  completeLogin(signed: $signed) { kind token }
}"""

ACCEPT = """mutation($signed: SignedPayload!) {
  acceptInvitation(signed: $signed) { kind token }
}"""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that came: its subject, its text, and the links in it."""

    subject: str
    text: str
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step that was played: who did what, what was sent, what was signed, and what came back."""

    who: str
    title: str
    document: str
    variables: Mapping[str, object]
    signed: str | None
    answer: Json


class UnexpectedAnswer(Exception):
    """A step that came out otherwise than the story tells."""

    def __init__(self, step: Step) -> None:
        super().__init__(f"{step.title}: {step.answer.get('errors')}")
        self.step = step


class Post(Protocol):
    """A mailbox in which all letters of the service arrive."""

    async def letter_to(self, address: str, subject: str) -> Letter:
        """Wait for a letter to an address whose subject has the words; raises TimeoutError."""
        ...


Ask = Callable[[str, Mapping[str, object], str | None], Awaitable[Json]]
"""Posts a document with variables and a token to the graph, and gives the whole response."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a story plays in."""

    ask: Ask
    post: Post
    key_of: Callable[[Human], DevelopmentKey]
    watch: Callable[[Step], None]
    cast: Cast
    now: Callable[[], datetime]

    @property
    def today(self) -> date:
        """The day on which the story is played."""
        return self.now().date()

    def player(self, human: Human) -> "Player":
        """Give a person a key, and let them play."""
        return Player(self, human.full_name, self.key_of(human), human)

    async def step(
        self,
        who: str,
        title: str,
        document: str,
        variables: Mapping[str, object],
        token: str | None,
        signed: str | None = None,
    ) -> Json:
        """Send a document, show the step, and give its data; raises UnexpectedAnswer for errors."""
        answer = await self.ask(document, variables, token)
        step = Step(who, title, document, variables, signed, answer)
        self.watch(step)
        if "errors" in answer:
            raise UnexpectedAnswer(step)
        return answer["data"]


@dataclass
class Player:
    """Somebody with a key who logs in, looks, and performs acts."""

    scene: Scene
    name: str
    key: DevelopmentKey
    human: Human | None = None
    token: str | None = None
    seen: list[str] = field(default_factory=list)

    def sign(self, payload: str) -> str:
        """Sign bytes with the person's key and give them in base64."""
        message = sign_cms(payload.encode(), self.key, self.scene.now(), secrets.randbelow)
        return base64.b64encode(message).decode()

    async def log_in(self) -> str:
        """Log in by a signature; gives the kind of the session."""
        begun = await self._begin(None)
        signed = {"signed": self.sign(begun["payload"])}
        title = "увійти за КЕП"
        data = await self.scene.step(self.name, title, COMPLETE, signed, begun["token"], begun["text"])
        self.token = data["completeLogin"]["token"]
        kind: str = data["completeLogin"]["kind"]
        return kind

    async def accept(self, link: str) -> Json:
        """Follow an invitation's link and accept it by a signature, which opens a session."""
        token = urlsplit(link).fragment
        begun = await self._begin(token)
        signed = {"signed": self.sign(begun["payload"])}
        title = "прийняти запрошення за КЕП"
        data = await self.scene.step(self.name, title, ACCEPT, signed, begun["token"], begun["text"])
        self.token = data["acceptInvitation"]["token"]
        return data["acceptInvitation"]

    async def _begin(self, invitation: str | None) -> Json:
        data = await self.scene.step(
            self.name, "почати вхід", START, {"invitationToken": invitation}, self.token
        )
        return data["startLogin"]

    async def look(self, title: str, document: str, variables: Mapping[str, object] | None = None) -> Json:
        """Ask for something and give its data."""
        return await self.scene.step(self.name, title, document, variables or {}, self.token)

    async def act(self, title: str, act: str, given: Mapping[str, object], shown: str) -> Json:
        """Prepare an act, sign what was prepared, perform it, and give its payload."""
        kind = f"{act[0].upper()}{act[1:]}Input"
        prepare = (
            f"query($input: {kind}!) {{\n"
            f"  prepare {{ {act}(input: $input) {{ payload text warnings {{ path message }} }} }}\n}}"
        )
        prepared = await self.scene.step(
            self.name, f"{title}: підготувати", prepare, {"input": given}, self.token
        )
        ready = prepared["prepare"][act]
        perform = f"mutation($signed: SignedPayload!) {{\n  {act}(signed: $signed) {{ {shown} replayed }}\n}}"
        signed = {"signed": self.sign(ready["payload"])}
        data = await self.scene.step(
            self.name, f"{title}: підписати", perform, signed, self.token, ready["text"]
        )
        return data[act]
