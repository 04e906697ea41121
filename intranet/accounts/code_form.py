"""Typing the code that proves an address."""

from __future__ import annotations

from allauth.account.forms import BaseConfirmCodeForm, ConfirmEmailVerificationCodeForm

from . import actions


class CodeForm(ConfirmEmailVerificationCodeForm):
    def clean_code(self) -> str:
        """Whoever has the code reads the mail, so a stranger who only claimed the address has to give it up before
        allauth looks whether it is free."""
        BaseConfirmCodeForm.clean_code(self)
        actions.release_address(self.email, wanted_by=self.user)
        return super().clean_code()
