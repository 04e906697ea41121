from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "intranet.notifications"
    verbose_name = _("Notifications")

    def ready(self) -> None:
        from intranet.accounts import hooks, settings_pages
        from intranet.content.kinds import also_concerns
        from intranet.core.context import provide_rail
        from intranet.core.navigation import NavItem, register

        from . import channels, verbs
        from .banner import streams as banner_streams
        from .channels import Channel
        from .digests import registering as digests
        from .hearing import new_in_space
        from .mail.addresses import reached_by_mail
        from .mail.delivering import deliver
        from .push import channel as push
        from .push.actions import forget_all_devices
        from .push.here import push_mark
        from .rail import inbox_count, still_until

        verbs.register()
        banner_streams.register()
        digests.register()
        also_concerns(new_in_space)
        channels.register(Channel("mail", _("Mail"), deliver, reaches=reached_by_mail, waits=channels.grace, order=10))
        settings_pages.register(_("Notifications"), "notifications:preferences", order=35)
        provide_rail(inbox_count)
        provide_rail(still_until)
        provide_rail(push_mark)
        channels.register(Channel("push", _("Push"), push.deliver, reaches=push.who_has_a_device, order=20))
        hooks.on_deactivate(forget_all_devices)
        register(
            NavItem("banner", _("Banner"), "flag", "notifications:banner", order=88, audience="admin", group="care")
        )
        register(NavItem("inbox", _("Inbox"), "inbox", "notifications:inbox", order=20, count="inbox_count", bar=True))
