/** The subject of a Session object; its text is the object's name. */
export type Subject = { type: "person" | "chat"; id: number } | { type: "misc"; shard: number };

export function nameOf(subject: Subject): string {
  return subject.type === "misc" ? `misc:${subject.shard}` : `${subject.type}:${subject.id}`;
}

/** The id of the chat that a subject's object sends to; 0 where it has none. */
export function chatOf(subject: Subject): number {
  return subject.type === "misc" ? 0 : subject.id;
}

/** The inverse of `nameOf`; throws on a name that no subject has. */
export function parseName(name: string): Subject {
  const match = /^(person|chat|misc):(-?\d{1,16})$/.exec(name);
  if (match === null) throw new Error("an object has a name that no subject has");
  const id = Number(match[2]);
  return match[1] === "misc" ? { type: "misc", shard: id } : { type: match[1] === "person" ? "person" : "chat", id };
}
