"""How long things may take and how often they may be tried."""

from datetime import timedelta

from pydantic_settings import BaseSettings

from commands.means import Terms
from running.setting import count, rate
from schema.rates import RateLimits


class Bounds(BaseSettings):
    """Terms of the registry, and rates of what costs much or is worth guessing."""

    registration_working_days: int = count(20, "Скільки робочих днів має реєстрація закладу", 250)
    review_working_days: int = count(10, "Скільки з них має розгляд заяви", 250)
    invitation_hours: int = count(24, "Скільки годин діє запрошення", 720)
    first_login_days: int = count(14, "Скільки днів діє посилання для першого входу", 90)
    pending_assignment_days: int = count(
        30, "Скільки днів призначення чекає, поки людина прийме запрошення", 365
    )
    reissues_per_day: int = count(10, "Скільки нових посилань на добу дістає один працівник", 100)
    key_attempts: int = count(5, "Скільки підписів інших осіб замикає запрошення", 100)
    rate_login_address: str = rate(
        "60/minute", "кроків входу з однієї адреси; за проксі вона спільна для всіх"
    )
    rate_login_person: str = rate("10/minute", "входів однієї особи")
    rate_invitation_address: str = rate("20/minute", "посилань без запрошення, випробуваних з однієї адреси")
    rate_client_address: str = rate("60/minute", "входів програм з однієї адреси")
    rate_client: str = rate("20/minute", "входів однієї програми")
    rate_upload: str = rate("60/hour", "файлів однієї особи")
    rate_proof: str = rate("120/minute", "доказів із журналу для однієї адреси")
    rate_prepare: str = rate("120/minute", "підготовок дій однієї особи")
    rate_act: str = rate("120/minute", "підписаних дій однієї особи")

    @property
    def terms(self) -> Terms:
        """Give the terms as acts know them."""
        return Terms(
            registration_working_days=self.registration_working_days,
            review_working_days=self.review_working_days,
            invitation=timedelta(hours=self.invitation_hours),
            first_login=timedelta(days=self.first_login_days),
            pending_assignment=timedelta(days=self.pending_assignment_days),
            reissues_per_day=self.reissues_per_day,
            key_attempts=self.key_attempts,
        )

    @property
    def rates(self) -> RateLimits:
        """Give the rates as those know them who count."""
        return RateLimits(
            login_by_address=self.rate_login_address,
            login_by_person=self.rate_login_person,
            invitation_by_address=self.rate_invitation_address,
            client_login_by_address=self.rate_client_address,
            client_login_by_client=self.rate_client,
            upload=self.rate_upload,
            proof=self.rate_proof,
            preparation=self.rate_prepare,
            act=self.rate_act,
        )
