// What one can say under an entry, on every page that shows cards: a page imports this one module.
import "./discussion.js";
import "./entry-menu.js";
import "./mention-warning.js";
import "./poll.js";
import "./quote.js";
import "./reactions.js";
