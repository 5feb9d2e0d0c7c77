//! `cost`: the calculator without a file, and `--self-check`, which recomputes the published rows.
//!
//! In: country, start, end and the assumptions. Out: the price of that outage by every model asked for. The self-check
//! prints one line a row with its error, and ends with status 1 where a row is outside its tolerance.

use super::call::Call;
use super::{CliError, put, say};
use crate::base::num::significant;
use crate::cost::{Estimate, Priced, calculate, selfcheck};
use crate::report::claims;

pub(super) const OPTIONS: &[(&str, &str)] = &[
    ("--as text|json", "Form of the result; otherwise text."),
    ("--out PATH", "Write there instead of standard output."),
    ("--self-check", "Recompute the published rows and print each error."),
];

pub(super) fn run(call: Call) -> Result<(), CliError> {
    if call.option("self-check").is_some() {
        return self_check();
    }
    let form = call.one_of("as", &["text", "json"])?;
    let (_, mut costs) = calculate(&call.settings)?;
    costs.all.iter_mut().for_each(claims::fill_one);
    let text = if form == "json" {
        let told = serde_json::json!({ "cost": costs.all, "notes": costs.notes.list() });
        format!("{told}\n")
    } else {
        let notes = costs.notes.list().iter().map(|note| format!("{}\n", note.message));
        costs.all.as_ref().map_or(String::new(), price) + &notes.collect::<String>()
    };
    put(call.option("out"), &text)
}

fn price(estimate: &Estimate) -> String {
    let ceiling = estimate.ceiling_usd;
    let mut text = format!(
        "{}, USD of {}, {} h, equivalent to {} h of full outage\nGDP normally made in that time: {} to {} USD\n\n",
        estimate.country,
        estimate.price_year,
        significant(estimate.hours, 4),
        significant(estimate.equivalent_hours, 4),
        significant(ceiling.low, 2),
        significant(ceiling.high, 2),
    );
    for model in &estimate.models {
        text.push_str(&model_rows(model));
    }
    for line in claims::table(estimate) {
        text.push_str(&format!("{line}\n"));
    }
    text + "\n"
}

fn model_rows(model: &Priced) -> String {
    let (Some(low), Some(central), Some(high)) = (model.low, model.central, model.high) else {
        return format!("{:18} no price: {}\n", model.id, model.reason.as_deref().unwrap_or("it does not apply."));
    };
    let [low, central, high] = [low, central, high].map(|usd| significant(usd, 2));
    let flag = if model.above_ceiling { ", above all GDP made in that time" } else { "" };
    let mut text = format!("{:18} {low} – {central} – {high} USD{flag}\n", model.id);
    for step in &model.steps {
        let value = significant(step.value, 4);
        text.push_str(&format!("    {:8} {value} {} · {} · {}\n", step.symbol, step.unit, step.meaning, step.source));
    }
    text
}

fn self_check() -> Result<(), CliError> {
    let rows = selfcheck()?;
    let mut text = String::from("model,who,what,country,class,published_usd,computed_usd,error,within\n");
    for row in &rows {
        let class = serde_json::to_value(row.class).map_err(|error| CliError::ours(error.to_string()))?;
        let number = |value: Option<f64>| value.map_or(String::new(), |value| significant(value, 6).to_string());
        let within = row.within.map_or("", |within| if within { "yes" } else { "no" });
        text.push_str(&format!(
            "{},{},{},{},{},{},{},{},{within}\n",
            row.model,
            row.who,
            row.what,
            row.country,
            class.as_str().unwrap_or_default(),
            row.published_usd,
            number(row.computed_usd),
            number(row.error),
        ));
    }
    say(&text)?;
    let off = rows.iter().filter(|row| row.within == Some(false)).count();
    if off > 0 { Err(CliError::ours(format!("{off} published rows are outside their tolerance."))) } else { Ok(()) }
}
