// Who stands behind a pseudonym, for whoever may see it: asked one by one, for a reason that is on
// record before the name is told. The name is shown in the dialog alone and goes when it closes.

import { h, hidden, type Child } from "../dom";
import { send } from "../http";
import { may, type PageContext } from "../page";
import { ask, reasonField } from "./ask";

function askWho(context: PageContext, pseudonym: string): void {
    const reason = reasonField();
    let done: Child = "";
    ask(context, {
        title: `Who is ${pseudonym}?`, yes: "Look up", isAnswer: true, audit: "name.reveal",
        get done() { return done; },
        body: () => [h("p", {}, "That you looked, and why, is in the audit log before the name is shown."), reason.field],
        async act() {
            const { name, person_id } = await send<{ name: string; person_id: string }>("POST", "names/reveal", { pseudonym, reason: reason.text() });
            done = [`${pseudonym} is `, h("strong", {}, name || person_id), name && ` (${person_id})`, ". It is shown only here and only now."];
        },
    });
}

/// A button that looks it up; null where `person` is no pseudonym or the role opens none. `place` tells
/// the buttons of a page apart.
export function lookUp(context: PageContext, person: string | null | undefined, place: string, text = ""): HTMLElement | null {
    if (!person || !/^dev-[\da-z]{8}$/.test(person) || !may(context.session, "reveal_names")) return null;
    return h("button", { class: "link reveal", id: `who-${place}`, title: `Look up who ${person} is`, onclick: () => askWho(context, person) }, text || person, text && hidden(` is ${person}`));
}
