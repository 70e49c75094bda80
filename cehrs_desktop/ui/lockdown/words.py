"""How signals, levels and what becomes of them read on the screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cehrs_desktop.rules.exam.proctor_ladder import Response
from cehrs_desktop.rules.exam.proctor_signals import CAMERA, MICROPHONE, Level, Signal, Standing


def tr(text: str) -> str:
    """A text of this module in the learner's language."""
    return QCoreApplication.translate("Lockdown", text)


def level_name(level: Level) -> str:
    """'Realistic'."""
    return {
        Level.RELAXED: tr("Relaxed"),
        Level.REALISTIC: tr("Realistic"),
        Level.STRICT: tr("Strict"),
    }[level]


def level_means(level: Level) -> str:
    """What a level is, in a sentence."""
    return {
        Level.RELAXED: tr("Timer and tools, as at a test center. Nothing is held and nothing is noticed."),
        Level.REALISTIC: tr("Full screen, and what a proctor would notice is noticed, with warnings."),
        Level.STRICT: tr("As Realistic, and the keyboard is held where this computer lets a program hold it."),
    }[level]


def signal_name(signal: Signal) -> str:
    """What a signal is called."""
    return {
        Signal.FOCUS_LOST: tr("Another program in front"),
        Signal.SWITCH_KEYS: tr("Keys that switch programs"),
        Signal.WINDOW_ON_TOP: tr("A window above the exam"),
        Signal.DISPLAY_ADDED: tr("A second display"),
        Signal.DISPLAY_REMOVED: tr("A display that goes"),
        Signal.SCREEN_CAPTURE: tr("Screen capture"),
        Signal.CLIPBOARD_CHANGED: tr("Something copied elsewhere"),
        Signal.PASTE: tr("Copying out of the exam, pasting into it"),
        Signal.PROGRAM_STARTED: tr("Programs a proctor would close"),
        Signal.REMOTE_SESSION: tr("Remote session"),
        Signal.SCREEN_LOCKED: tr("Screen locked"),
        Signal.SUSPENDED: tr("Computer asleep"),
        Signal.PROCESS_STOPPED: tr("Exam program stopped"),
        Signal.CLOCK_SET: tr("Clock set"),
        Signal.UNPLUGGED: tr("Power unplugged"),
        Signal.BATTERY_LOW: tr("Battery low"),
        Signal.CAMERA_COVERED: tr("Camera covered"),
        Signal.CAMERA_FROZEN: tr("Camera picture frozen"),
        Signal.NO_FACE: tr("Nobody in view"),
        Signal.SEVERAL_FACES: tr("More than one person in view"),
        Signal.LOUD: tr("Loud in the room"),
    }[signal]


def standing_name(standing: Standing) -> str:
    """'prevented'."""
    return {
        Standing.PREVENTED: tr("prevented"),
        Standing.NOTICED: tr("noticed"),
        Standing.NOT_AVAILABLE: tr("not available"),
        Standing.OFF: tr("off"),
    }[standing]


def becomes(signal: Signal, standing: Standing) -> str:
    """What becomes of a signal; camera and microphone are the learner's choice, and may not be there."""
    if standing is Standing.NOTICED and signal in CAMERA:
        return tr("noticed, if you use a camera")
    if standing is Standing.NOTICED and signal in MICROPHONE:
        return tr("noticed, if you use a microphone")
    return standing_name(standing)


def switched_off_for(technology: str) -> str:
    """What is off by itself while a screen reader or magnifier runs."""
    sentence = tr("{name} is running: keyboard hold, camera, sound and covers are off. None is held against you.")
    return sentence.replace("{name}", technology)


def response_name(response: Response) -> str:
    """What was done, for the incident list."""
    return {
        Response.IGNORE: tr("ignored"),
        Response.NOTE: tr("noted"),
        Response.WARN: tr("warning"),
        Response.PAUSE: tr("clock stopped"),
        Response.END: tr("a proctor would probably have ended the exam"),
    }[response]


def how_to_put_right(signal: Signal) -> str:
    """What the learner can do about it."""
    return {
        Signal.FOCUS_LOST: tr("Come back to the exam’s window."),
        Signal.WINDOW_ON_TOP: tr("Close or move the window that lies above the exam."),
        Signal.DISPLAY_ADDED: tr("Unplug or switch off every display but one."),
        Signal.PROGRAM_STARTED: tr("Close the program yourself. Nothing is closed for you."),
        Signal.REMOTE_SESSION: tr("End the remote session."),
        Signal.SCREEN_LOCKED: tr("Unlock the screen."),
        Signal.CAMERA_COVERED: tr("Uncover the camera, or switch on a light."),
        Signal.CAMERA_FROZEN: tr("Look whether the camera is still plugged in."),
        Signal.NO_FACE: tr("Sit so that the camera sees your whole face."),
        Signal.SEVERAL_FACES: tr("Only you may be in view."),
        Signal.LOUD: tr("Wait until it is quiet."),
    }.get(signal, tr("It is over. You can go on."))
