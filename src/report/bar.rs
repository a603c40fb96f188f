//! Bars that show how far a review is: a sign of its own for each step, so that no bar needs a colour.

use super::{Emphasis, Line};
use crate::review::{Attention, Stages};
use crate::text::Shown;
use crate::words::Words;

/// The steps from left to right: what a step is called in the catalogues, and how a bar shows it.
const STEPS: [(&str, &str, Emphasis); 5] = [
    ("status-settled", "█", Emphasis::Good),
    ("status-in-review", "▒", Emphasis::Plain),
    ("status-stale", Attention::Changed.sign(), Emphasis::Caution),
    ("status-adopted", "=", Emphasis::Faint),
    ("status-unreviewed", "·", Emphasis::Faint),
];

fn counts(stages: &Stages) -> [usize; 5] {
    [stages.settled, stages.in_review, stages.stale, stages.adopted, stages.untouched]
}

/// Draws `stages` in `columns` columns. Nothing where there is nothing to show.
///
/// Whatever there is of a step is seen, as far as there are columns; so a bar is full only where all is settled.
pub fn bar(stages: &Stages, columns: usize) -> Line {
    let shares = shares(counts(stages), columns);
    let mut line = Line::default();
    for ((_, sign, emphasis), share) in STEPS.into_iter().zip(shares) {
        if share > 0 {
            line = line.and(emphasis, Shown::written(sign.repeat(share)));
        }
    }
    line
}

/// Says which sign stands for which step, in words for the first `named` of them, and how many items are at it.
pub fn legend(words: &Words, stages: &Stages, named: usize) -> Vec<Line> {
    // Most plans have no baseline.
    let is_told = |((id, ..), count): &((&str, &str, Emphasis), usize)| *id != "status-adopted" || *count > 0;
    let steps = STEPS.into_iter().zip(counts(stages)).filter(is_told).enumerate();
    let part = |(at, ((id, sign, emphasis), count)): (usize, ((&str, &'static str, Emphasis), usize))| {
        let mut line = Line::of(emphasis, Shown::own(sign));
        if at < named {
            line = line.and(Emphasis::Plain, Shown::own(" ")).and(Emphasis::Plain, words.say(id));
        }
        line.and(Emphasis::Strong, Shown::written(format!(" {count}")))
    };
    steps.map(part).collect()
}

/// Divides `columns` in proportion to `counts`, with something for everything there is any of.
fn shares(counts: [usize; 5], columns: usize) -> [usize; 5] {
    let total: usize = counts.iter().sum();
    if total == 0 {
        return [0; 5];
    }
    let mut shares = counts.map(|count| (count * columns / total).max(usize::from(count > 0)));
    // How much more than its part one has, in parts of a column.
    let over = |shares: &[usize; 5], at: usize| {
        (shares[at] * total).cast_signed() - (counts[at] * columns).cast_signed()
    };
    let there: Vec<usize> = (0..5).filter(|&at| counts[at] > 0).collect();
    let taken = |shares: &[usize; 5]| shares.iter().sum::<usize>();
    while taken(&shares) < columns {
        let Some(&at) = there.iter().min_by_key(|&&at| over(&shares, at)) else { break };
        shares[at] += 1;
    }
    while taken(&shares) > columns {
        // What has one column only keeps it, as long as another has more.
        let least = usize::from(there.iter().any(|&at| shares[at] > 1));
        let from = there.iter().filter(|&&at| shares[at] > least);
        let Some(&at) = from.max_by_key(|&&at| over(&shares, at)) else { break };
        shares[at] -= 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_step_has_its_part() {
        for (counts, columns, expected) in [
            ([0, 0, 0, 0, 0], 8, [0, 0, 0, 0, 0]),
            ([5, 0, 0, 0, 0], 8, [8, 0, 0, 0, 0]),
            ([1, 1, 1, 0, 1], 8, [2, 2, 2, 0, 2]),
            ([1, 0, 0, 999, 0], 8, [1, 0, 0, 7, 0]),
            ([999, 0, 0, 0, 1], 8, [7, 0, 0, 0, 1]),
            ([100, 1, 1, 0, 1], 8, [5, 1, 1, 0, 1]),
            ([9, 9, 9, 9, 9], 2, [1, 1, 0, 0, 0]),
        ] {
            let shares = shares(counts, columns);
            assert_eq!(shares.iter().sum::<usize>(), expected.iter().sum::<usize>(), "{counts:?}");
            if columns > 2 {
                assert_eq!(shares, expected, "{counts:?}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// A bar is as wide as it should be, shows all there is, and nothing that is not.
        #[test]
        fn a_bar_is_whole(counts in prop::array::uniform5(0usize..2000), columns in 5usize..80) {
            let shares = shares(counts, columns);
            let any = counts.iter().any(|&count| count > 0);
            prop_assert_eq!(shares.iter().sum::<usize>(), if any { columns } else { 0 });
            for (count, share) in counts.into_iter().zip(shares) {
                prop_assert_eq!(count > 0, share > 0);
            }
        }
    }
}
