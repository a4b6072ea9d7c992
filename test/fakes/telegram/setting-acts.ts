import type { BotCommandScope, UserFromGetMe } from "@grammyjs/types";
import type { Acts, Outcome } from "./acts.ts";
import { isDownloadable } from "./files.ts";
import { refusals } from "./refusals.ts";
import { announce, type World } from "./world.ts";

/** A press must be answered in this time. */
const queryLife = 150_000;

export const settingActs = {
  getMe: (world) => ({ result: me(world) }),

  getFile(world, args) {
    const file = world.files.get(args.file_id);
    if (!file) return refusals.fileUnknown;
    if (!isDownloadable(file)) return refusals.fileTooBig;
    return { result: { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.size, file_path: file.path } };
  },

  answerCallbackQuery(world, args) {
    const pressed = world.queries.get(args.callback_query_id);
    if (!pressed || world.options.now() - pressed.at > queryLife) return refusals.queryInvalid;
    const text = args.text ? { text: args.text } : {};
    announce(world, {
      kind: "answer",
      personId: pressed.query.from.id,
      queryId: pressed.query.id,
      ...text,
      alert: args.show_alert ?? false,
    });
    return { result: true };
  },

  setMyCommands(world, args) {
    const set = {
      scope: scopeName(args.scope),
      language: args.language_code ?? "",
      commands: args.commands.map((command) => ({ ...command })),
    };
    world.commands.set(`${set.scope} ${set.language}`, set);
    return { result: true };
  },

  deleteMyCommands(world, args) {
    world.commands.delete(`${scopeName(args.scope)} ${args.language_code ?? ""}`);
    return { result: true };
  },

  getMyCommands: (world, args) => ({ result: world.commands.get(`${scopeName(args.scope)} ${args.language_code ?? ""}`)?.commands ?? [] }),

  setMyName: (world, args) => keep(world, "name", args.language_code, args.name),
  getMyName: (world, args) => ({ result: { name: recall(world, "name", args.language_code) || world.bot.first_name } }),
  setMyDescription: (world, args) => keep(world, "description", args.language_code, args.description),
  getMyDescription: (world, args) => ({ result: { description: recall(world, "description", args.language_code) } }),
  setMyShortDescription: (world, args) => keep(world, "short", args.language_code, args.short_description),
  getMyShortDescription: (world, args) => ({ result: { short_description: recall(world, "short", args.language_code) } }),
} satisfies Acts;

function me(world: World): UserFromGetMe {
  return {
    ...world.options.bot,
    is_bot: true,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  };
}

/** A scope in a word: its type, and the chat and the person where it has them. */
const scopeName = (scope: BotCommandScope | undefined): string => Object.values(scope ?? { type: "default" }).join(":");

function keep(world: World, what: string, language = "", text = ""): Outcome<true> {
  world.texts.set(`${what} ${language}`, text);
  return { result: true };
}

/** A language without a text of its own has the one for all. */
const recall = (world: World, what: string, language = ""): string =>
  world.texts.get(`${what} ${language}`) || (world.texts.get(`${what} `) ?? "");
