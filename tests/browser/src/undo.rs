//! Walks of an author who goes a step back: by button and by keys, over fields, edits and files, without losing anything.
//!
//! In: the builder's page. Out: nothing, or why it does not hold.

use crate::builder::{given, story};
use crate::page::{Page, holds};
use crate::walks::{Told, Walk, walks};
use serde_json::json;

walks![every_step_can_be_undone_and_done_again, a_wrong_file_is_undone];

/// What the author has made, as it is seen.
const STATE: &str = "const f = document.getElementById('form').elements; const value = name => f.namedItem(name).value; \
    const state = () => JSON.stringify({ country: value('country'), represents: value('represents'), title: value('title'), kind: value('kind'), \
      kept: [...document.querySelectorAll('#found input[type=checkbox]')].map(b => b.checked), own: document.getElementById('own').textContent, \
      claims: document.getElementById('claims').textContent, place: document.querySelector('[name=country]').closest('label').querySelector('input').value, \
      rejected: document.querySelector('outage-lens[hidden]').report?.outages.filter(o => o.rejected).length, files: document.querySelector('outage-lens[hidden]').report?.source.files.map(one => one.name) }); \
    const rest = ms => new Promise(done => setTimeout(done, ms)); \
    const calm = async () => { let last = ''; for (let same = 0, i = 0; same < 4 && i < 200; i++) { await rest(60); const now = state() + document.getElementById('undo').disabled + document.getElementById('undo-said').textContent; same = now === last ? same + 1 : 0; last = now; await document.querySelector('outage-lens[hidden]').toJSON().catch(() => {}); } }; \
    const key = (z, shift) => { const e = new KeyboardEvent('keydown', { key: z, ctrlKey: true, shiftKey: shift, bubbles: true, cancelable: true, composed: true }); document.body.dispatchEvent(e); return e.defaultPrevented; }; \
    const put = (node, value) => { node.value = value; for (const type of ['input', 'change']) node.dispatchEvent(new Event(type, { bubbles: true })); };";

async fn every_step_can_be_undone_and_done_again(page: &Page<'_>) -> Result<(), String> {
    given(page, &[("Night cuts.csv", story(page)?)]).await?;
    // Each in a script of its own: a busy machine takes its time.
    let steps = [
        "put(document.querySelector('[name=country]').closest('label').querySelector('input'), 'iraq');",
        "put(f.namedItem('represents'), 'country');",
        "document.querySelector('#found input[type=checkbox]').click();",
        "document.getElementById('mark-label').value = 'Exams'; document.getElementById('mark').click();",
        "const c = document.querySelector('#claim-form form'); c.querySelector('input').value = '40'; c.querySelector('button').click();",
        "put(f.namedItem('title'), 'Nights');",
        "document.querySelector('[name=kind][value=frozen]').click();",
    ];
    let at = |step: &str| format!("{STATE} {step} await calm(); return state();");
    let (mut states, mut back, mut on) = (vec![page.run(&at(""), vec![]).await?], Vec::new(), Vec::new());
    for step in steps {
        states.push(page.run(&at(step), vec![]).await?);
    }
    for n in 0..steps.len() {
        let step = if n % 2 == 0 { "key('z', false);" } else { "document.getElementById('undo').click();" };
        back.push(page.run(&at(step), vec![]).await?);
    }
    let end = page.run("return document.getElementById('undo').disabled;", vec![]).await?;
    for n in 0..steps.len() {
        let step = ["document.getElementById('redo').click();", "key('Z', true);", "key('y', false);"][n % 3];
        on.push(page.run(&at(step), vec![]).await?);
    }
    let field = "const title = f.namedItem('title'); title.focus(); \
        const own = !title.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true, cancelable: true, composed: true })); \
        await calm(); return { own, after: state(), redo: document.getElementById('redo').disabled };";
    let told = page.run(&format!("{STATE} {field}"), vec![]).await?;
    let apart: std::collections::BTreeSet<_> = states.iter().map(ToString::to_string).collect();
    holds(states.len() == 8 && apart.len() == 8, format!("eight states: {states:?}"))?;
    let before: Vec<_> = states.iter().rev().skip(1).cloned().collect();
    holds(back == before, format!("back {back:?} but was {before:?}"))?;
    holds(on == states[1..], format!("on {on:?} but was {states:?}"))?;
    holds(end == true && told["redo"] == true && told["own"] == false, format!("{end} {told}"))?;
    holds(told["after"] == states[7], "keys in a field are the field's own")?;
    page.quiet().await
}

async fn a_wrong_file_is_undone(page: &Page<'_>) -> Result<(), String> {
    let story = story(page)?;
    given(page, &[("Night cuts.csv", story.clone())]).await?;
    let other =
        String::from_utf8(story).map_err(|error| error.to_string())?.lines().take(400).collect::<Vec<_>>().join("\n");
    let steps = "await calm(); put(document.querySelector('[name=country]').closest('label').querySelector('input'), 'IQ'); await calm(); \
        document.querySelector('#found input[type=checkbox]').click(); await calm(); const before = state(); \
        const data = new DataTransfer(); data.items.add(new File([words[0]], 'other.csv')); \
        document.getElementById('drop').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })); \
        for (let i = 0; i < 200 && !state().includes('other.csv'); i++) await rest(60); await calm(); const wrong = state(); \
        key('z', false); for (let i = 0; i < 200 && state().includes('other.csv'); i++) await rest(60); await calm(); const back = state(); \
        key('z', true); for (let i = 0; i < 200 && !state().includes('other.csv'); i++) await rest(60); await calm(); return { before, wrong, back, on: state() };";
    let told = page.run(&format!("{STATE} {steps}"), vec![json!(other)]).await?;
    holds(told["wrong"].to_string().contains("other.csv"), format!("{told}"))?;
    holds(told["back"] == told["before"] && told["on"] == told["wrong"], format!("{told}"))?;
    page.quiet().await
}
