// Everything a page of the chat needs.
import "./calling.js";
import "./composer.js";
import "./editing.js";
import "./holding.js";
import "./keys.js";
import "./room.js";
import "./sidebar.js";
import "./sound.js";
import "./tools-pins.js";
