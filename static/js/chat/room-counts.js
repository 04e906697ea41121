// What the list of rooms knows of each: how far it was read, whether anything has been said since, and how much of that
// concerns the reader. The page brings the first figures; the streams say what changes.
export class RoomCounts {
  #rooms = new Map();

  constructor(me) {
    this.me = me;
  }

  // seq: of the last message, read: the mark, counted: what concerns the reader (mentions, or all in a direct room).
  add(room, { seq, read, counted = 0 }) {
    const known = this.#rooms.get(room);
    this.#rooms.set(room, known ? { seq: Math.max(known.seq, seq), read, counted } : { seq, read, counted });
  }

  has(room) {
    return this.#rooms.has(room);
  }

  state(room) {
    const { seq, read, counted } = this.#rooms.get(room) ?? { seq: 0, read: 0, counted: 0 };
    return { isUnread: seq > read, counted };
  }

  // Something was said. True when that changes what the list shows.
  said(frame) {
    const room = this.#rooms.get(frame.room);
    if (!room || !frame.shown_in_room || frame.style === "notice" || frame.seq <= room.seq) return false;
    const wasUnread = room.seq > room.read;
    // One's own words are read as they are written.
    if (frame.author === this.me) {
      if (!wasUnread) room.read = frame.seq;
      room.seq = frame.seq;
      return false;
    }
    room.seq = frame.seq;
    return !wasUnread && room.seq > room.read;
  }

  // The reader has read in some tab, or marked unread.
  read({ room, upto, mentions, unread }) {
    const known = this.#rooms.get(room);
    if (!known) return false;
    known.read = upto;
    if (upto >= known.seq) known.counted = 0;
    else if (mentions !== undefined || unread !== undefined) known.counted = mentions ?? unread;
    return true;
  }

  // A message that concerns the reader.
  told({ room, seq }) {
    const known = this.#rooms.get(room);
    if (!known || seq <= known.read) return false;
    known.seq = Math.max(known.seq, seq);
    known.counted += 1;
    return true;
  }
}
