//! What both sides of a merge changed, as sentences.

use super::Words;
use crate::merge::{Author, Clash, ClashKind};
use crate::text::{Foreign, Shown, fit};

/// How much of a text a line shows, in columns.
const SAID: usize = 40;

/// The keys of plan files that have a name in the catalogues.
const FIELDS: [(&str, &str); 12] = [
    ("id", "field-id"),
    ("title", "field-title"),
    ("text", "field-text"),
    ("owner", "field-owner"),
    ("with", "field-with"),
    ("start", "field-start"),
    ("due", "field-due"),
    ("progress", "field-progress"),
    ("metric", "field-metric"),
    ("seed", "field-source"),
    ("related", "field-related"),
    ("was", "field-was"),
];

impl Words {
    /// Says what clashes, and where it stands.
    pub fn clash(&self, clash: &Clash) -> Shown {
        let id = match &clash.kind {
            ClashKind::Field { .. } => "clash-about-field",
            ClashKind::EditedAndRemoved => "clash-about-edited-and-removed",
            ClashKind::Added => "clash-about-added",
            ClashKind::Moved => "clash-about-moved",
            ClashKind::Order => "clash-about-order",
            ClashKind::File => "clash-about-file",
        };
        let file = Foreign::from_bytes(clash.file.as_os_str().as_encoded_bytes());
        let args = [("file", (&file).into()), ("id", Shown::of(&clash.id).into())];
        self.say_with(id, &args)
    }

    /// Says what clashes in one line: its id, then what each side has.
    pub fn clash_line(&self, clash: &Clash) -> Shown {
        let said = |text: &Option<Foreign>| {
            text.as_ref().map_or_else(|| self.say("clash-absent"), |text| fit(&text.show().one_line(), SAID))
        };
        let args = [
            ("id", Shown::of(&clash.id).into()),
            ("what", self.clash_kind(&clash.kind).into()),
            ("base", said(&clash.base).into()),
            ("ours", said(&clash.ours).into()),
            ("theirs", said(&clash.theirs).into()),
        ];
        self.say_with("clash-line", &args)
    }

    /// Says who changed a side last, and when.
    pub fn clash_author(&self, by: &Author) -> Shown {
        let at = by.at.raw().get(..16).unwrap_or_default().replace('T', " ");
        let args = [("name", by.name.show().one_line().into()), ("at", Shown::of(&at).into())];
        self.say_with("clash-by", &args)
    }

    /// Names what of an item or file clashes, in a word or two.
    pub fn clash_kind(&self, kind: &ClashKind) -> Shown {
        match kind {
            ClashKind::Field { key } => {
                // A text is told apart by language, a metric by its parts.
                let (field, part) = key.split_once('.').unwrap_or((key, ""));
                let known = FIELDS.iter().find(|(known, _)| *known == field);
                let field = known.map_or_else(|| Shown::of(field), |(_, id)| self.say(id));
                match part {
                    "" => field,
                    _ => self.say_with(
                        "clash-part-of-field",
                        &[("field", field.into()), ("part", Shown::of(part).into())],
                    ),
                }
            }
            ClashKind::EditedAndRemoved => self.say("clash-kind-edited-and-removed"),
            ClashKind::Added => self.say("clash-kind-added"),
            ClashKind::Moved => self.say("clash-kind-moved"),
            ClashKind::Order => self.say("clash-kind-order"),
            ClashKind::File => self.say("clash-kind-file"),
        }
    }
}
