from .setting_up.models import AppliedPreset, SetUp

__all__ = ["AppliedPreset", "SetUp"]
