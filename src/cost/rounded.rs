//! An [`Estimate`], and a [`ListCost`], as they stand in a Report: every number with nine significant digits, so that it comes out the same on
//! every machine and reads short.

use super::{Estimate, ListCost, ListedPrice, Range};
use crate::base::num::nine;

impl Estimate {
    /// The same estimate with nine significant digits.
    #[must_use]
    pub fn rounded(mut self) -> Estimate {
        let range = |range: Range| Range { low: nine(range.low), central: nine(range.central), high: nine(range.high) };
        for hours in [&mut self.hours, &mut self.equivalent_hours, &mut self.weighted_hours] {
            *hours = nine(*hours);
        }
        self.ceiling_usd = range(self.ceiling_usd);
        self.users = self.users.map(range);
        self.person_hours = self.person_hours.map(range);
        self.trade_usd = self.trade_usd.map(nine);
        for priced in &mut self.models {
            for value in [
                &mut priced.low,
                &mut priced.central,
                &mut priced.high,
                &mut priced.lambda,
                &mut priced.per_head_usd,
                &mut priced.per_user_usd,
            ] {
                *value = value.map(nine);
            }
            for step in &mut priced.steps {
                step.value = nine(step.value);
                step.low = step.low.map(nine);
                step.high = step.high.map(nine);
            }
        }
        if let Some(usual) = &mut self.headline.usual {
            (usual.low, usual.high) = (nine(usual.low), nine(usual.high));
        }
        self.headline.ours = self.headline.ours.map(range);
        for row in &mut self.sensitivity {
            (row.low, row.high, row.share) = (nine(row.low), nine(row.high), nine(row.share));
        }
        for peer in &mut self.peers {
            (peer.distance, peer.online, peer.usual_usd) =
                (nine(peer.distance), nine(peer.online), nine(peer.usual_usd));
            peer.ours = range(peer.ours);
        }
        for claim in &mut self.claims {
            (claim.amount_usd, claim.total_usd) = (nine(claim.amount_usd), nine(claim.total_usd));
            claim.lambda = claim.lambda.map(nine);
            for row in &mut claim.implied {
                row.usual = nine(row.usual);
                (row.value, row.low, row.high) = (row.value.map(nine), row.low.map(nine), row.high.map(nine));
            }
        }
        self
    }
}

impl ListCost {
    /// The same list with nine significant digits.
    #[must_use]
    pub fn rounded(mut self) -> ListCost {
        let round = |prices: &mut Vec<ListedPrice>| {
            for price in prices {
                (price.low, price.central, price.high) = (nine(price.low), nine(price.central), nine(price.high));
            }
        };
        for row in &mut self.outages {
            row.hours = row.hours.map(nine);
            round(&mut row.prices);
        }
        for row in &mut self.countries {
            row.hours = nine(row.hours);
            row.months.values_mut().for_each(|hours| *hours = nine(*hours));
            round(&mut row.prices);
        }
        round(&mut self.together);
        self.hours = nine(self.hours);
        for end in [&mut self.ceiling_usd.low, &mut self.ceiling_usd.central, &mut self.ceiling_usd.high] {
            *end = nine(*end);
        }
        self
    }
}
