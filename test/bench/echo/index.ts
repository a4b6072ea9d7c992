import { Bot, webhookCallback } from "grammy";
import { Hono } from "hono";

/** The least that a Telegram bot on Hono and grammY can be: the measure for what ours costs. It stores nothing. */
export default new Hono<{ Bindings: { BOT_TOKEN: string; BOT_INFO: string } }>().post("/telegram/webhook", (c) => {
  const bot = new Bot(c.env.BOT_TOKEN, { botInfo: JSON.parse(c.env.BOT_INFO) });
  bot.on("message:text", (ctx) => ctx.reply(ctx.message.text));
  bot.on("callback_query:data", (ctx) => Promise.all([ctx.answerCallbackQuery(), ctx.editMessageText(ctx.callbackQuery.data)]));
  return webhookCallback(bot, "hono")(c);
});
