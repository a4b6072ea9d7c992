import { Bot, webhookCallback } from "grammy";
import { Hono } from "hono";
import * as z from "zod";

type Bindings = { BOT_TOKEN: string; BOT_INFO: string; AI_BASE_URL: string };

/** The least that shows a model's answer while it is written: the measure for how soon ours does. */
export default new Hono<{ Bindings: Bindings }>().post("/telegram/webhook", (c) => {
  const bot = new Bot(c.env.BOT_TOKEN, { botInfo: JSON.parse(c.env.BOT_INFO) });
  bot.on("message:text", async (ctx) => {
    let text = "";
    let isDrafting = false;
    const draft = async () => {
      isDrafting = true;
      await ctx.api.sendMessageDraft(ctx.chat.id, ctx.message.message_id, text);
      isDrafting = false;
    };
    for await (const words of ask(c.env.AI_BASE_URL, ctx.message.text)) {
      text += words;
      if (!isDrafting && text !== "") c.executionCtx.waitUntil(draft());
    }
    await ctx.reply(text);
  });
  return webhookCallback(bot, "hono")(c);
});

const chunk = z.object({ choices: z.array(z.object({ delta: z.object({ content: z.string() }) })) });

/** What the model says, as it comes. */
async function* ask(root: string, content: string): AsyncGenerator<string> {
  const body = JSON.stringify({ model: "none", stream: true, messages: [{ role: "user", content }] });
  const response = await fetch(`${root}/chat/completions`, { method: "POST", headers: { "content-type": "application/json" }, body });
  let unread = "";
  for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (unread + piece).split("\n");
    unread = lines.pop() ?? "";
    const events = lines.filter((line) => line.startsWith("data: {")).map((line) => chunk.parse(JSON.parse(line.slice("data: ".length))));
    for (const { choices } of events) yield choices[0]?.delta.content ?? "";
  }
}
