"""Celery's settings: JSON, ids only, no results, keys under the side's own prefix."""

from celery.schedules import crontab

from . import environment as env

SIDE = env.side() or "core"

broker_url = env.redis_url(SIDE) or "memory://"
broker_transport_options = {"global_keyprefix": f"{SIDE}:", "visibility_timeout": 3600}
broker_connection_retry_on_startup = True
task_serializer = "json"
accept_content = ["json"]
task_ignore_result = True
task_store_errors_even_if_ignored = False
task_default_queue = SIDE
task_acks_late = True
worker_prefetch_multiplier = 1
worker_hijack_root_logger = False
worker_send_task_events = False
worker_enable_remote_control = False  # no gossip, mingle or remote inspection over the broker
timezone = "UTC"

# Seconds between two runs, or the hour (UTC) of a nightly one.
EVERY = {
    "medical": {
        "accounts.medical.tasks.remind": 600,
        "handoffs.medical.tasks.route_arrivals": 10,
        "handoffs.medical.tasks.remind": 600,
        "handoffs.medical.tasks.expire_interests": 3600,
        "msl_governance.notifications.tasks.send_mail_of_medical": 10,
    },
    "commercial": {
        "accounts.commercial.tasks.rework_deciles": crontab(hour="6", minute="30"),
        "handoffs.commercial.tasks.notice_standings": 10,
        "handoffs.commercial.tasks.remind": 600,
        "handoffs.commercial.tasks.expire_interests": 3600,
        "msl_governance.notifications.tasks.send_mail_of_commercial": 10,
    },
    "oversight": {
        "handoffs.oversight.tasks.tell_of_escalations": 10,
        "msl_governance.notifications.tasks.send_mail_of_oversight": 10,
    },
    "platform": {
        "msl_governance.people.tasks.send_password_links": 10,
        "msl_governance.people.tasks.carry_out_changes": 10,
        "msl_governance.people.tasks.follow_alignment": 600,
    },
}
beat_schedule = {
    name: {"task": name, "schedule": when, "options": {"queue": SIDE, "argsrepr": "", "kwargsrepr": ""}}
    for name, when in EVERY.get(SIDE, {}).items()
}
