// A page of the documentation: its contents follow the reader, and what is said about it works as elsewhere.
import "../conversation/conversation.js";
import "./contents.js";
