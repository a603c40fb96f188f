//! Text: what is foreign, what may be shown, how wide it is, where it breaks and what looks alike. Knows
//! nothing of plans, files or terminals, and holds no sentence of its own.

mod characters;
mod fold;
mod foreign;
mod half_width;
mod pinyin;
mod sanitise;
mod search_key;
mod shell_word;
mod shown;
mod width;
mod wrap;

pub use fold::{folded, look_alike_key, nfc};
pub use foreign::Foreign;
pub use half_width::half_width;
pub use pinyin::{Progress as SoundProgress, Sound, Steps, is_read, readings};
pub use sanitise::hidden;
pub use search_key::{MappedKey, mapped_search_key, search_key};
pub use shell_word::shell_word;
pub use shown::Shown;
pub use width::{cut_start, fit, pad, width};
pub use wrap::{wrap, wrap_ranges};
