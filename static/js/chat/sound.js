// A short sound for a new direct message, for whoever wants one. It is off until it is switched on, on this device.
const NAME = "portico:chat-sound";
const NOTES = [
  [660, 0],
  [880, 0.09],
];
let context = null;

export const isSoundOn = () => localStorage.getItem(NAME) === "yes";

export function setSound(on) {
  localStorage.setItem(NAME, on ? "yes" : "no");
  if (on) ring();
}

// Of several tabs one is enough.
export async function ringOnce() {
  if (!isSoundOn()) return;
  if (!navigator.locks) return ring();
  await navigator.locks.request("portico:sound", { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    ring();
    await new Promise((resolve) => setTimeout(resolve, 1000));
  });
}

function ring() {
  try {
    context ??= new AudioContext();
    context.resume();
    for (const [pitch, after] of NOTES) note(pitch, context.currentTime + after);
  } catch {
    // A browser that lets no page make a sound.
  }
}

function note(pitch, at) {
  const tone = new OscillatorNode(context, { frequency: pitch, type: "sine" });
  const loudness = new GainNode(context, { gain: 0 });
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(0.12, at + 0.01);
  loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.25);
  tone.connect(loudness).connect(context.destination);
  tone.start(at);
  tone.stop(at + 0.3);
}

for (const control of document.querySelectorAll("[data-chat-sound]")) {
  control.checked = isSoundOn();
  control.addEventListener("change", () => setSound(control.checked));
}
