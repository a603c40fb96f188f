//! How good an answer is, in one number that sorts.

/// The kinds of answers, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// A whole title, id or slug.
    Whole,
    /// The beginning of one.
    Prefix,
    /// Side by side, somewhere in a text.
    Contiguous,
    /// The initials of Latin words.
    Initials,
    /// By sound.
    Pinyin,
    /// In order and near each other, in one title.
    Scattered,
}

const TIERS: [Tier; 6] =
    [Tier::Whole, Tier::Prefix, Tier::Contiguous, Tier::Initials, Tier::Pinyin, Tier::Scattered];

/// Which text of an entry answered, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    Title,
    /// The id, or one it had before.
    Id,
    /// Who answers for it or takes part.
    Owner,
    Text,
    Note,
    Clause,
}

const SPOTS: [Spot; 6] = [Spot::Title, Spot::Id, Spot::Owner, Spot::Text, Spot::Note, Spot::Clause];

/// How good an answer is; lower is better. Of two demands the worse counts, of two ways the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u16);

impl Score {
    /// Asks nothing of the order.
    pub const BEST: Self = Self(0);
    /// No answer.
    pub const NONE: Self = Self(u16::MAX);

    /// Ranks by tier, then by spot, then by `quality`, 0 to 1023, lower better.
    pub fn of(tier: Tier, spot: Spot, quality: u16) -> Self {
        Self((tier as u16) << 13 | (spot as u16) << 10 | quality.min(1023))
    }

    /// Returns the score of words that may stand anywhere: a little worse than that of the same words as a phrase.
    #[must_use]
    pub fn of_apart(self) -> Self {
        const LESS: u16 = 4;
        match self {
            Self::NONE => self,
            Self(number) if number & 1023 <= 1023 - LESS => Self(number + LESS),
            other => other,
        }
    }

    /// Returns what it sorts by.
    pub fn number(self) -> u16 {
        self.0
    }

    /// Returns the score that sorts by `number`.
    pub fn from_number(number: u16) -> Self {
        Self(number)
    }

    /// Tells whether the answer is good enough where nobody chooses from a list: its characters do not stand apart.
    pub fn is_sure(self) -> bool {
        self.meaning().is_some_and(|(tier, _)| tier != Tier::Scattered)
    }

    /// Returns what kind of answer it is, and where; `None` for no answer.
    pub fn meaning(self) -> Option<(Tier, Spot)> {
        let tier = TIERS.get(usize::from(self.0 >> 13))?;
        let spot = SPOTS.get(usize::from(self.0 >> 10 & 7))?;
        Some((*tier, *spot))
    }
}
