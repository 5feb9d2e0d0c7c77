//! The page's language as a chart's [`Locale`]: one function of the page that says words, numbers, money and moments.
//!
//! In: `say(what, value, grain)` where `what` is `word`, `country`, `number`, `span`, `money`, `tick` or `local`. Out: its text; where it throws
//! or gives something else, nothing is written rather than something wrong.

use crate::chart::{Grain, Locale};
use wasm_bindgen::JsValue;
use web_sys::js_sys::Function;

/// A function of the page.
pub(super) struct JsLocale<'a>(pub(super) &'a Function);

impl JsLocale<'_> {
    fn say(&self, what: &str, value: &JsValue, grain: &JsValue) -> String {
        let said = self.0.call3(&JsValue::NULL, &JsValue::from_str(what), value, grain);
        said.ok().and_then(|text| text.as_string()).unwrap_or_default()
    }
}

impl Locale for JsLocale<'_> {
    fn word(&self, code: &str) -> String {
        self.say("word", &code.into(), &JsValue::NULL)
    }

    fn country(&self, code: &str) -> String {
        self.say("country", &code.into(), &JsValue::NULL)
    }

    fn number(&self, value: f64) -> String {
        self.say("number", &value.into(), &JsValue::NULL)
    }

    fn span(&self, secs: f64) -> String {
        self.say("span", &secs.into(), &JsValue::NULL)
    }

    fn money(&self, usd: f64) -> String {
        self.say("money", &usd.into(), &JsValue::NULL)
    }

    fn tick(&self, at: f64, grain: Grain) -> String {
        self.say("tick", &at.into(), &grain.code().into())
    }

    fn local(&self, at: f64, grain: Grain) -> String {
        self.say("local", &at.into(), &grain.code().into())
    }
}
