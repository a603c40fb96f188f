//! Small plans to search.

use jiff::civil::Date;

use crate::plan::Plan;
use crate::review::Review;
use crate::search::query::Subject;

/// The day on which `due:past` is asked.
pub(in crate::search) const TODAY: Date = Date::constant(2025, 6, 15);

/// Asks about `plan` as nobody, on [`TODAY`].
pub(in crate::search) fn subject<'a>(plan: &'a Plan, review: &'a Review) -> Subject<'a> {
    Subject { plan, review, me: None, today: Some(TODAY) }
}
