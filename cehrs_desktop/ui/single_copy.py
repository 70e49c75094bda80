"""One running copy per file: a second start raises the first window and ends."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from cehrs_desktop.errors import UserError

_ANSWER_MILLISECONDS = 500


def is_taken(data_dir: Path) -> bool:
    """Whether a copy is running on this data folder. Disturbs nobody."""
    lock = _lock(data_dir)
    if not data_dir.exists() or lock.tryLock(0):
        lock.unlock()
        return False
    return lock.error() is QLockFile.LockError.LockFailedError


def _lock(data_dir: Path) -> QLockFile:
    lock = QLockFile(str(data_dir / "running.lock"))
    lock.setStaleLockTime(0)  # a copy may run for days; one that died is known by its process
    return lock


class SingleCopy(QObject):
    """Holds the lock on a data folder while it lives. Signal: `raised()` when another start asked for the window."""

    raised = Signal()

    def __init__(self, data_dir: Path, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(
                "The folder for your data can't be made: {folder} ({reason}). Choose another with --data-dir.",
                folder=data_dir,
                reason=error.strerror,
            ) from error
        # Names of local sockets are short on some systems, paths are not.
        self._name = "cehrs-trainer-" + sha256(str(data_dir.resolve()).encode()).hexdigest()[:16]
        self._lock = _lock(data_dir)
        self._server = QLocalServer(self)
        self._server.newConnection.connect(self._on_new_connection)

    def take(self) -> bool:
        """Become the one copy; False when another is running, whose window is then raised."""
        if self._lock.tryLock(0):
            QLocalServer.removeServer(self._name)  # of a copy that died
            self._server.listen(self._name)
            return True
        if self._lock.error() is QLockFile.LockError.LockFailedError:
            self._ask_to_raise()
            return False
        raise UserError(
            "The folder for your data can't be written. Allow writing to it, or choose another with --data-dir."
        )

    def release(self) -> None:
        """Let another copy start."""
        self._server.close()
        self._lock.unlock()

    def _ask_to_raise(self) -> None:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_ANSWER_MILLISECONDS):
            socket.disconnectFromServer()

    @Slot()
    def _on_new_connection(self) -> None:
        while self._server.hasPendingConnections():
            self._server.nextPendingConnection().deleteLater()
        self.raised.emit()
