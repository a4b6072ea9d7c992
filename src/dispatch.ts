import type { Message } from "grammy/types";
import type { Deps } from "#platform/deps.ts";
import type { Command, Directory, Fallback, FallbackKind, Feature, JobKind, Needs } from "#platform/feature.ts";
import { UnknownVersionError } from "#platform/outside-error.ts";
import { hasRole } from "#platform/role.ts";
import { splitData } from "#platform/telegram/button.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { paragraph } from "#platform/text/tree.ts";
import { commandOf } from "#platform/telegram/update-kind.ts";
import type { Turn } from "#platform/turn.ts";
import type { JobReport } from "#session/jobs.ts";
import { createFlows } from "#session/flows.ts";

export type Dispatch = {
  directory: Directory;
  update: (ctx: BotContext) => Promise<string>;
  event: (event: { kind: string; version: number; data: unknown }, turn: Turn) => Promise<string>;
  jobReport: (report: JobReport, turn: Turn) => Promise<string>;
  job: (name: string) => JobKind | undefined;
  album: (parts: Message[], turn: Turn) => Promise<string>;
};

/** One table of everything that the enabled features handle. Who may do what is decided here and nowhere else. */
export function createDispatch(features: readonly Feature[], deps: Deps): Dispatch {
  const commands = new Map(features.flatMap((feature) => feature.commands ?? []).map((command) => [command.name, command]));
  const buttons = new Map(features.flatMap((feature) => feature.buttons ?? []).map((button) => [button.name, button]));
  const events = new Map(features.flatMap((feature) => feature.events ?? []).map((event) => [`${event.kind}.${event.version}`, event]));
  const jobs = new Map(features.flatMap((feature) => feature.jobs ?? []).map((job) => [job.name, job]));
  const fallbacks = features.flatMap((feature) => feature.fallbacks ?? []).sort((a, b) => b.priority - a.priority);
  const albums = features.flatMap((feature) => feature.albums ?? []).sort((a, b) => b.priority - a.priority);
  const flows = createFlows(features.flatMap((feature) => feature.flows ?? []));
  const directory = createDirectory(features, deps);

  const update = async (ctx: BotContext): Promise<string> => {
    if (ctx.chat !== undefined && ctx.chat.type !== "private") return "ignored.group";
    if (ctx.callbackQuery?.data !== undefined) return press(ctx, ctx.callbackQuery.data);
    if (ctx.myChatMember !== undefined) return fallBack(ctx, "membership");
    if (ctx.message === undefined) return "ignored";
    const called = commandOf(ctx.message);
    if (called !== undefined && isForUs(called.addressee, ctx)) return command(ctx, called);
    if (ctx.turn.profile() === undefined && !flows.isOpen(ctx.turn)) return fallBack(ctx, "stranger");
    if (ctx.message.text !== undefined && (await flows.text(ctx, ctx.message.text))) return "flow";
    return fallBack(ctx, ctx.message.text === undefined ? "media" : "text");
  };

  const command = async (ctx: BotContext, called: { name: string; rest: string }): Promise<string> => {
    const found = commands.get(called.name);
    const refusal = refuse(ctx, found?.needs);
    if (refusal === "stranger") return fallBack(ctx, "stranger");
    if (found === undefined || refusal === "role") return sayHome(ctx, "unknown-command");
    if (found.keepsFlow !== true) ctx.turn.closeFlow();
    await found.handle(ctx, called.rest);
    return `command.${found.name}`;
  };

  const press = async (ctx: BotContext, data: string): Promise<string> => {
    if (await flows.press(ctx, data)) return "flow";
    const button = buttons.get(splitData(data).name);
    const refusal = refuse(ctx, button?.needs);
    if (refusal === "stranger") return fallBack(ctx, "stranger");
    if (button === undefined || refusal === "role" || !(await button.press(ctx, data))) return sayHome(ctx, "stale-button");
    return `press.${button.name}`;
  };

  const fallBack = async (ctx: BotContext, kind: FallbackKind): Promise<string> => {
    if (kind === "stranger" && flows.askAgain(ctx.turn)) return "flow";
    for (const fallback of fallbacks.filter((candidate: Fallback) => candidate.kind === kind)) {
      if (await fallback.handle(ctx)) return `fallback.${kind}`;
    }
    return "ignored";
  };

  const sayHome = (ctx: BotContext, key: string): string => {
    deps.log.info("bot.request.refused", { reason: key });
    const home = directory.home(ctx.turn);
    ctx.say({ ...home, text: [paragraph(ctx.t(key)), ...home.text] });
    return `refused.${key}`;
  };

  const refuse = (ctx: BotContext, needs: Needs | undefined): "stranger" | "role" | undefined => {
    if (needs?.registration !== "waived" && ctx.turn.profile() === undefined) return "stranger";
    return needs?.role === undefined || hasRole(deps.config, ctx.from?.id, needs.role) ? undefined : "role";
  };

  return {
    directory,
    update,
    event: async (event, turn) => {
      const handler = events.get(`${event.kind}.${event.version}`);
      if (handler === undefined) throw new UnknownVersionError(`no feature handles event ${event.kind} ${event.version}`);
      await handler.handle(event.data, turn, deps);
      return `event.${event.kind}`;
    },
    jobReport: async (report, turn) => {
      const job = jobs.get(report.name);
      if (job === undefined) throw new UnknownVersionError(`no feature has the job ${report.name}`);
      if (report.outcome.ok) await job.done(report.outcome.value, report.input, turn, deps);
      else await job.failed(report.outcome, report.input, turn, deps);
      return `job.${report.name}.${report.outcome.ok ? "done" : "failed"}`;
    },
    job: (name) => jobs.get(name),
    album: async (parts, turn) => {
      for (const album of albums) if (await album.handle(parts, turn, deps)) return "album";
      return "album.ignored";
    },
  };
}

function isForUs(addressee: string | undefined, ctx: BotContext): boolean {
  return addressee === undefined || addressee.toLowerCase() === ctx.me.username.toLowerCase();
}

function createDirectory(features: readonly Feature[], deps: Deps): Directory {
  const isFor = (personId: number) => (command: Command) =>
    command.needs?.role === undefined || hasRole(deps.config, personId, command.needs.role);
  return {
    menuItems: (turn) => features.flatMap((feature) => feature.menu?.(turn) ?? []),
    settingItems: (turn) => features.flatMap((feature) => feature.settings?.(turn) ?? []),
    commands: (personId) =>
      features
        .flatMap((feature) => feature.commands ?? [])
        .filter(isFor(personId))
        .flatMap(({ name, describe }) => (describe === undefined ? [] : [{ name, describe }])),
    home: (turn) => features.find((feature) => feature.home !== undefined)?.home?.(turn) ?? { text: [] },
  };
}
