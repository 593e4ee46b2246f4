"""Trying a key out: whether a signature by it is taken, and whom it names; nothing is kept of it."""

import datetime as dt

from errors import Refusal, SignatureRefused
from schema.knock import Told
from schema.payload import written_moment
from schema.perform import decoded
from schema.writing import Writing
from signing.certificate import Certificate
from signing.issuing import algorithm_name, issuer_name
from signing.person import masked, person_of
from store.certificates import refuse_ended

_NAMES = (
    "surname",
    "givenNames",
    "taxId",
    "document",
    "edrpou",
    "issuer",
    "algorithm",
    "notBefore",
    "notAfter",
)


async def checked(writing: Writing, signed: str, now: dt.datetime) -> Told:
    """Tell what becomes of a signature, step by step as everywhere; raises only what is our own fault."""
    try:
        verified = await writing.verifier.verify(decoded(signed), now)
    except SignatureRefused as refused:
        return {**dict.fromkeys(_NAMES), "accepted": False, "checks": [], "problems": [_problem(refused)]}
    certificate, problems, person = verified.certificate, [], dict[str, object]()
    try:
        person = _person(certificate)
        await writing.transactions.read(lambda tx: refuse_ended(tx, certificate))
    except SignatureRefused as refused:
        problems.append(_problem(refused))
    return {
        **dict.fromkeys(_NAMES),
        **person,
        **_certificate(certificate),
        "accepted": not problems,
        "checks": list(verified.checks),
        "problems": problems,
    }


def _person(certificate: Certificate) -> dict[str, object]:
    signer = person_of(certificate)
    return {
        "surname": signer.surname,
        "givenNames": signer.given_names,
        "taxId": signer.tax_id and masked(signer.tax_id),
        "document": signer.document and masked(signer.document),
        "edrpou": signer.edrpou,
    }


def _certificate(certificate: Certificate) -> dict[str, object]:
    return {
        "issuer": issuer_name(certificate),
        "algorithm": algorithm_name(certificate),
        "notBefore": written_moment(certificate.not_before),
        "notAfter": written_moment(certificate.not_after),
    }


def _problem(refused: Refusal) -> dict[str, object]:
    return {"code": refused.code, "message": refused.message, "messageEn": refused.message_en}
