"""The system's voices, as Qt offers them: one text at a time is spoken, and what became of it is told.

`QtTextToSpeech` is not in PySide6-Essentials but in PySide6-Addons, a wheel of 167 MB. Of it, speech needs three files
(361 kB), but `libQt6TextToSpeech` is linked to `libQt6Multimedia` (1.4 MB), and that to `libQt6Network` (2.2 MB) and
`libpulse` (6.9.3 for Linux, read with `readelf -d`). 3.9 MB would be little; but a program that promises to have no way
to a network would carry Qt's. So neither the locks nor the packaged app have it: who wants to listen in a checkout
installs the extra `voice`, and everybody else is told in one sentence. The module is imported when somebody first wants
to listen, since it loads these libraries.

A pause is a stop after which the same text is said again from its beginning. Not every engine can pause, some
pause only at the end of what they were given, and half a sentence is not understood.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal

from reader.core.errors import Refused

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech, QVoice

SILENT = "mock"
"""Qt's engine for tests, which speaks without a sound; never chosen by itself."""


@dataclass(frozen=True, slots=True)
class Voice:
    name: str
    locale: str  # en_GB


class Speech(QObject):
    """One engine. `finished` comes when a text was spoken to its end, never for one that was stopped or replaced."""

    finished = Signal()
    word = Signal(int, int)  # start and length in the text, in UTF-16 units; some engines do not tell
    failed = Signal(str)  # what the engine says of it

    def __init__(self, engine: str, parent: QObject) -> None:
        """Start `engine`, or with "" the first of the system's that works.

        Raises Refused("speech_module_missing") or Refused("speech_engine_missing").
        """
        super().__init__(parent)
        try:  # not there in most installations, and four libraries where it is
            from PySide6.QtTextToSpeech import QTextToSpeech  # noqa: PLC0415
        except ModuleNotFoundError as error:
            raise Refused("speech_module_missing") from error
        except ImportError as error:  # the module is there, and what it needs of the system is not
            raise Refused("speech_engine_missing") from error
        self._states = QTextToSpeech.State
        self._engine = self._start(QTextToSpeech, engine)
        self._speaking = False  # the engine has begun with the text that was given last
        self._voices: dict[Voice, QVoice] = {}
        self._engine.stateChanged.connect(self._state_changed)
        self._engine.sayingWord.connect(lambda _word, _id, start, length: self.word.emit(start, length))
        self._engine.errorOccurred.connect(lambda _reason, said: self.failed.emit(said))

    def _start(self, module: "type[QTextToSpeech]", wanted: str) -> "QTextToSpeech":
        for name in [wanted] if wanted else [name for name in module.availableEngines() if name != SILENT]:
            engine = module(name, self)
            if engine.state() != self._states.Error:
                return engine
            engine.deleteLater()
        raise Refused("speech_engine_missing")

    def speaks(self, language: str) -> tuple[Voice, ...]:
        """The voices for a language (BCP 47), those of the system's country first.

        Raises Refused("speech_voice_missing").
        """
        wanted, here = QLocale(language), QLocale.system()
        fitting = [locale for locale in self._engine.availableLocales() if locale.language() == wanted.language()]
        usual = (here.territory(), wanted.territory())
        fitting.sort(key=lambda locale: [locale.territory() != territory for territory in usual])
        self._voices = {}
        for locale in fitting:
            self._engine.setLocale(locale)
            for voice in self._engine.availableVoices():
                self._voices.setdefault(Voice(voice.name(), locale.name()), voice)
        if not self._voices:
            name = language if wanted.language() == QLocale.Language.C else QLocale.languageToString(wanted.language())
            raise Refused("speech_voice_missing", language=name)
        return tuple(self._voices)

    def use(self, voice: Voice) -> None:
        """Speak what comes with a voice of those that `speaks` told."""
        self._engine.setLocale(QLocale(voice.locale))
        self._engine.setVoice(self._voices[voice])

    def set_rate(self, rate: float) -> None:
        """From -1.0 to 1.0; 0.0 is what the voice is made for."""
        self._engine.setRate(rate)

    def say(self, text: str) -> None:
        """Speak this instead of what is spoken now."""
        self.stop()
        self._engine.say(text)

    def stop(self) -> None:
        self._speaking = False
        if self._engine.state() != self._states.Ready:
            self._engine.stop()

    def _state_changed(self, state: object) -> None:
        """Some engines tell of a stop only after the next text was given to them: that is no end of the next one."""
        if state == self._states.Speaking:
            self._speaking = True
        elif state == self._states.Ready and self._speaking:
            self._speaking = False
            self.finished.emit()
