// The one entry. Order matters only for dialogs: they ask before a form is marked as sent.
import { choices } from "./choose.js";
import { dialogs } from "./dialog.js";
import { drafts } from "./drafts.js";
import { keys } from "./keys.js";
import { menus } from "./menu.js";
import { parts } from "./parts.js";
import { picks } from "./pick.js";
import { refreshes } from "./refresh.js";
import { submits } from "./submit.js";
import { tabs } from "./tabs.js";
import { toasts } from "./toast.js";
import { uploads } from "./upload.js";
import { zones } from "./zone.js";

for (const start of [
  parts, dialogs, menus, submits, drafts, toasts, keys, choices, picks, refreshes, tabs, uploads, zones,
]) {
  start();
}
