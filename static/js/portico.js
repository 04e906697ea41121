// Every page loads this one module. A part adds its own through {% block modules %}.
import "./requests.js";
import "./toasts.js";
import "./undo.js";
import "./time-ago.js";
import "./theme.js";
import "./menu.js";
import "./dialog.js";
import "./shell.js";
import "./palette.js";
import "./shortcuts.js";
import "./connection.js";
import "./scrollable.js";
import "./mention-menu.js";
import "./upload-drop.js";
import "./waiting-picture.js";
import "./composer.js";
