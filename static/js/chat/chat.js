// Everything a page of the chat needs.
import "./calling.js";
import "../emoji-sheet.js";
import "./composer.js";
import "./editing.js";
import "./holding.js";
import "./keys.js";
import "./room.js";
import "./seen-by.js";
import "./sidebar.js";
import "./slash-menu.js";
import "./sound.js";
import "./thread-link.js";
import "./thread-marks.js";
import "./thread-panel.js";
import "./tools-live.js";
import "./tools-pins.js";
import "./unread-from.js";
