// What the list of rooms knows of each: how far it was read, whether anything has been said since, and how much of that
// counts for the reader. The page brings the first figures (chat/reading/unread.py); the streams say what changes.
export class RoomCounts {
  #rooms = new Map();

  constructor(me) {
    this.me = me;
  }

  // seq: of the last message in its line; read: the mark; counted: what concerns the reader, which in a direct or group
  // message is all of it, unless one wants to hear nothing of it.
  add(room, { seq, read, counted = 0, isDirect = false, isMuted = false }) {
    const known = this.#rooms.get(room);
    this.#rooms.set(room, { seq: Math.max(known?.seq ?? 0, seq), read, counted, isDirect, isMuted });
  }

  state(room) {
    const { seq, read, counted, isMuted } = this.#rooms.get(room);
    return { isUnread: counted > 0 || (seq > read && !isMuted), counted };
  }

  // Something was said. Gives what became of it: "" (nothing to show), "bold" or "counted".
  said(frame, { isBlocked = false } = {}) {
    const room = this.#rooms.get(frame.room);
    if (!room || !frame.shown_in_room || frame.style === "notice" || frame.seq <= room.seq) return "";
    const wasRead = room.seq <= room.read;
    // One's own words are read as they are written; those of somebody one has blocked are nothing new.
    if (frame.author === this.me || isBlocked) {
      if (wasRead) room.read = frame.seq;
      room.seq = frame.seq;
      return "";
    }
    room.seq = frame.seq;
    if (frame.seq <= room.read) return "";
    const counts = (room.isDirect && !room.isMuted) || frame.summons === "room" || names(frame.html, this.me);
    if (counts) room.counted += 1;
    return counts ? "counted" : "bold";
  }

  // The reader has read in some tab, or marked unread.
  read({ room, upto, mentions, unread }) {
    const known = this.#rooms.get(room);
    if (!known) return false;
    known.read = upto;
    if (upto >= known.seq) known.counted = 0;
    else known.counted = (known.isDirect && !known.isMuted ? unread : mentions) ?? known.counted;
    return true;
  }
}

const names = (html, person) => Boolean(html?.includes(`class="mention" data-person="${person}"`));
