"""Programs that a proctor would have closed, by the names of their processes; the categories follow vendors' lists."""

from __future__ import annotations

_LISTED = {
    # calls and chat
    "Zoom": ("zoom",),
    "Microsoft Teams": ("teams", "ms-teams", "teams-for-linux"),
    "Skype": ("skype", "skypeforlinux"),
    "Slack": ("slack",),
    "Discord": ("discord",),
    "WhatsApp": ("whatsapp",),
    "Telegram": ("telegram", "telegram-desktop"),
    "Signal": ("signal", "signal-desktop"),
    "Webex": ("webex", "ciscocollabhost"),
    # remote access
    "TeamViewer": ("teamviewer", "teamviewerd"),
    "AnyDesk": ("anydesk",),
    "RustDesk": ("rustdesk",),
    "VNC": ("x11vnc", "winvnc", "vncserver", "x0vncserver"),
    "Parsec": ("parsec", "parsecd"),
    # capture
    "OBS Studio": ("obs", "obs64"),
    "Snipping Tool": ("snippingtool", "screenclippinghost"),
    "Flameshot": ("flameshot",),
    "SimpleScreenRecorder": ("simplescreenrecorder",),
    # help with answers
    "Grammarly": ("grammarly", "grammarly.desktop"),
    "ChatGPT": ("chatgpt",),
}

_BY_PROCESS = {process: program for program, processes in _LISTED.items() for process in processes}


def program_of(process: str) -> str:
    """The program's name as the learner knows it, or '' for a process that isn't listed."""
    return _BY_PROCESS.get(process.lower().removesuffix(".exe").removesuffix(".app"), "")
