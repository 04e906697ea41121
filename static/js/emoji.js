// The ones people reach for, by the names they know. The character itself goes into the text.
export const EMOJI = {
  "+1": "👍", "-1": "👎", "100": "💯", "alarm_clock": "⏰", "angry": "😠", "astonished": "😲", "beer": "🍺", "bell": "🔔",
  "birthday": "🎂", "blush": "😊", "books": "📚", "bug": "🐛", "bulb": "💡", "calendar": "📆", "camera": "📷", "car": "🚗",
  "cat": "🐱", "chart_with_upwards_trend": "📈", "clap": "👏", "coffee": "☕", "cold_sweat": "😰", "construction": "🚧",
  "cry": "😢", "dog": "🐶", "earth_africa": "🌍", "exclamation": "❗", "expressionless": "😑", "eyes": "👀", "face_with_raised_eyebrow": "🤨",
  "fire": "🔥", "flushed": "😳", "gear": "⚙️", "gift": "🎁", "grin": "😁", "grinning": "😀", "hammer": "🔨", "handshake": "🤝",
  "heart": "❤️", "heart_eyes": "😍", "hourglass": "⌛", "hugs": "🤗", "hushed": "😯", "joy": "😂", "key": "🔑", "laughing": "😆",
  "link": "🔗", "lock": "🔒", "loudspeaker": "📢", "mag": "🔍", "memo": "📝", "moon": "🌔", "muscle": "💪", "neutral_face": "😐",
  "no_entry": "⛔", "ok_hand": "👌", "open_mouth": "😮", "package": "📦", "paperclip": "📎", "partying_face": "🥳", "pencil": "📝",
  "pensive": "😔", "phone": "☎️", "pizza": "🍕", "point_down": "👇", "point_up": "☝️", "pray": "🙏", "pushpin": "📌", "question": "❓",
  "rainbow": "🌈", "raised_hands": "🙌", "relaxed": "☺️", "relieved": "😌", "rocket": "🚀", "rofl": "🤣", "rose": "🌹", "scream": "😱",
  "see_no_evil": "🙈", "shrug": "🤷", "skull": "💀", "sleeping": "😴", "slightly_smiling_face": "🙂", "smile": "😄", "smiley": "😃",
  "smirk": "😏", "snowflake": "❄️", "sob": "😭", "sparkles": "✨", "star": "⭐", "stuck_out_tongue": "😛", "sunflower": "🌻",
  "sunglasses": "😎", "sunny": "☀️", "sweat_smile": "😅", "tada": "🎉", "thinking": "🤔", "thumbsdown": "👎", "thumbsup": "👍",
  "ticket": "🎫", "tired_face": "😫", "triumph": "😤", "trophy": "🏆", "truck": "🚚", "umbrella": "☔", "unamused": "😒",
  "upside_down_face": "🙃", "warning": "⚠️", "wave": "👋", "weary": "😩", "white_check_mark": "✅", "wink": "😉", "worried": "😟",
  "wrench": "🔧", "x": "❌", "yum": "😋", "zap": "⚡", "zipper_mouth_face": "🤐",
};

export const suggestEmoji = (query, most = 8) => {
  const wanted = query.toLowerCase();
  const names = Object.keys(EMOJI).filter((name) => name.includes(wanted));
  names.sort((one, other) => Number(other.startsWith(wanted)) - Number(one.startsWith(wanted)) || one.localeCompare(other));
  return names.slice(0, most).map((name) => ({ name, emoji: EMOJI[name] }));
};
