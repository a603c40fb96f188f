//! What a field says on each side, and how far apart that is. Knows no field by name.

use jiff::civil::Date;

use super::{Change, Step};
use crate::plan::calendar::{self, Distance};
use crate::plan::{Kind, Number, Progress, Reading};
use crate::text::{Foreign, folded};

/// What a field says.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    Text(Foreign),
    List(Vec<Foreign>),
    Date(Date),
    Number(Number),
    Progress(Progress),
    Kind(Kind),
    Reading { reading: Reading, unit: Option<Foreign> },
    Flag(bool),
}

impl Said {
    /// Tells whether both say the same to a reader of the plan: line ends and white space at the ends of lines aside.
    pub fn means(&self, other: &Self) -> bool {
        let alike = |a: &Foreign, b: &Foreign| folded(a.raw()) == folded(b.raw());
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => alike(a, b),
            (Self::List(a), Self::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b)),
            // The unit is a field of its own.
            (Self::Reading { reading: a, .. }, Self::Reading { reading: b, .. }) => a == b,
            (a, b) => a == b,
        }
    }
}

/// How far what a field says has gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Whole months of the calendar; less than zero where it is earlier now.
    Months(i32),
    /// Days, where they are no whole months.
    Days(i32),
    /// A number, in `unit`.
    Number { step: Step, unit: Option<Foreign> },
    /// A reading of a metric: its number, in `unit`, and by how many years it is later.
    Reading { step: Option<Step>, unit: Option<Foreign>, years: Option<i32> },
    /// What is in a list only now, and what was only before; neither where only the order is another.
    List { added: Vec<Foreign>, removed: Vec<Foreign>, first: Option<FirstChange> },
}

/// What it means to stand first in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// Of the owners: this one leads.
    Leads,
    /// Of the statuses: this one approves.
    Approves,
    /// Of the languages: plain strings are in this one.
    Preferred,
}

/// Another entry stands first in a list in which that means something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstChange {
    pub meaning: First,
    pub change: Change<Foreign>,
}

impl Change<Option<Said>> {
    /// Returns how far the two are apart, where that can be said in a number or by what a list has gained and lost.
    /// `first` is what it means to stand first, where they are lists.
    pub(super) fn difference(&self, first: Option<First>) -> Option<Difference> {
        match (self.old.as_ref()?, self.new.as_ref()?) {
            (Said::Date(old), Said::Date(new)) => Some(apart(*old, *new)),
            (Said::Number(old), Said::Number(new)) => {
                Some(Difference::Number { step: Step::between(*old, *new)?, unit: None })
            }
            (Said::Reading { reading: old, unit: was }, Said::Reading { reading: new, unit }) => {
                // Numbers in two units have no difference.
                let step = if was == unit { Step::between(old.value, new.value) } else { None };
                let years = old.year.zip(new.year).map(|(old, new)| i32::from(new) - i32::from(old));
                let years = years.filter(|years| *years != 0);
                let said = step.is_some() || years.is_some();
                said.then(|| Difference::Reading { step, unit: unit.clone(), years })
            }
            (Said::List(old), Said::List(new)) => {
                let first = first.and_then(|meaning| {
                    let (old, new) = (old.first()?, new.first()?);
                    let differ = folded(old.raw()) != folded(new.raw());
                    differ.then(|| FirstChange {
                        meaning,
                        change: Change { old: old.clone(), new: new.clone() },
                    })
                });
                Some(Difference::List { added: without(new, old), removed: without(old, new), first })
            }
            _ => None,
        }
    }
}

/// Returns what is in `list` and not in `other`, as often as it is there more often.
fn without(list: &[Foreign], other: &[Foreign]) -> Vec<Foreign> {
    let mut other: Vec<_> = other.iter().map(|text| folded(text.raw())).collect();
    let mut rest = Vec::new();
    for text in list {
        match other.iter().position(|known| *known == folded(text.raw())) {
            Some(at) => drop(other.swap_remove(at)),
            None => rest.push(text.clone()),
        }
    }
    rest
}

fn apart(old: Date, new: Date) -> Difference {
    match calendar::distance(old, new) {
        Distance::Months(months) => Difference::Months(months),
        Distance::Days(days) => Difference::Days(days),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_whole_months_where_the_calendar_says_so() {
        for (old, new, expected) in [
            (date(2025, 12, 31), date(2026, 6, 30), Difference::Months(6)),
            (date(2026, 6, 30), date(2025, 12, 31), Difference::Months(-6)),
            (date(2025, 1, 15), date(2027, 1, 15), Difference::Months(24)),
            (date(2024, 2, 29), date(2025, 2, 28), Difference::Months(12)),
            (date(2025, 1, 31), date(2025, 2, 28), Difference::Months(1)),
            (date(2025, 1, 30), date(2025, 2, 28), Difference::Days(29)),
            (date(2025, 1, 15), date(2025, 1, 14), Difference::Days(-1)),
            (date(2025, 1, 15), date(2026, 1, 16), Difference::Days(366)),
        ] {
            assert_eq!(apart(old, new), expected, "{old} → {new}");
        }
    }

    #[test]
    fn a_list_says_what_it_gained_and_lost() {
        let list = |texts: &[&str]| Some(Said::List(texts.iter().map(|text| Foreign::new(*text)).collect()));
        let change = Change { old: list(&["甲", "乙", "甲"]), new: list(&["丙", "甲"]) };
        let list = |first| Difference::List {
            added: vec!["丙".into()],
            removed: vec!["乙".into(), "甲".into()],
            first,
        };
        assert_eq!(change.difference(None), Some(list(None)));
        let leads =
            FirstChange { meaning: First::Leads, change: Change { old: "甲".into(), new: "丙".into() } };
        assert_eq!(change.difference(Some(First::Leads)), Some(list(Some(leads))));
    }

    #[test]
    fn the_order_behind_the_first_entry_means_nothing() {
        let list = |texts: [&str; 3]| Some(Said::List(texts.map(Foreign::new).into()));
        let change = Change { old: list(["甲", "乙", "丙"]), new: list(["甲", "丙", "乙"]) };
        let order = Difference::List { added: Vec::new(), removed: Vec::new(), first: None };
        assert_eq!(change.difference(Some(First::Leads)), Some(order));
    }

    #[test]
    fn numbers_in_two_units_have_no_difference() {
        let said = |value, year, unit: &str| {
            let reading = Reading { value: Number::Whole(value), year };
            Some(Said::Reading { reading, unit: Some(unit.into()) })
        };
        let change = |old, new| Change { old, new }.difference(None);
        let step = Step { down: false, size: "5".to_owned() };
        let unit = Some("个".into());
        assert_eq!(
            change(said(30, Some(2025), "个"), said(35, Some(2027), "个")),
            Some(Difference::Reading { step: Some(step), unit, years: Some(2) })
        );
        assert_eq!(change(said(30, Some(2025), "万元"), said(35, Some(2025), "亿元")), None);
    }
}
