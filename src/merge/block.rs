//! Blocks: what two tellings of one event have in common at least, so that only those inside a block are compared.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::profile::Profile;
use super::same::same;

/// With how many neighbours by date a telling is compared in a block: more than real events need, and the work stays linear where
/// thousands share a block.
const WINDOW: usize = 32;

/// How many participants make blocks.
const WIDE: usize = 4;

/// Days that a month-block spans; what is dated less closely is found by its participants alone.
const MONTH: i64 = 31;

fn key(profile: &Profile, sort: u8, parts: [u64; 2]) -> u64 {
    let mut hash = FxHasher::default();
    hash.write_u32(profile.kind);
    hash.write_u8(profile.status << 4 | sort);
    parts.iter().for_each(|p| hash.write_u64(*p));
    hash.finish()
}

/// Calls `put` with the key of each block that the telling is in: two participants; a name and a month; the words of the quote.
fn keys(profile: &Profile, mut put: impl FnMut(u64)) {
    let who = || profile.who.iter().map(|w| (w.named(), w.either())).filter(|(named, _)| *named);
    let others = || profile.who.iter().map(|w| (w.named(), w.either())).filter(|(named, _)| !*named);
    if profile.quote != 0 {
        put(key(profile, 0, [profile.quote.into(), 0]));
    }
    if !profile.dated() || (profile.days() > 366 && profile.told_by().is_none()) {
        return;
    }
    for (n, (_, one)) in who().take(WIDE).enumerate() {
        for (_, other) in who().take(WIDE).skip(n + 1).chain(others().take(2)) {
            put(key(profile, 1, [one.min(other), one.max(other)]));
        }
        if profile.days() <= MONTH {
            let (first, last) = (i64::from(profile.lo) / MONTH, i64::from(profile.hi) / MONTH);
            for month in first..=last {
                put(key(profile, 2, [one, month as u64]));
            }
        }
    }
}

/// The pairs of tellings of one event, as indexes; a pair may come more than once.
pub(super) fn links(profiles: &[Profile], mut link: impl FnMut(u32, u32)) {
    let mut placed: Vec<(u64, u32)> = Vec::with_capacity(profiles.len() * 3);
    for (n, profile) in (0u32..).zip(profiles) {
        keys(profile, |key| placed.push((key, n)));
    }
    placed.sort_unstable();
    let mut members: Vec<u32> = Vec::new();
    for block in placed.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1) {
        members.clear();
        members.extend(block.iter().map(|(_, n)| *n));
        let at = |n: u32| &profiles[n as usize];
        let first = |p: &Profile| p.told_by().unwrap_or(p.lo);
        members.sort_unstable_by_key(|n| (first(at(*n)), at(*n).hi, at(*n).order, at(*n).id));
        members.dedup();
        for (n, one) in members.iter().enumerate() {
            for other in &members[n + 1..members.len().min(n + 1 + WINDOW)] {
                if same(at(*one), at(*other)) {
                    link(*one, *other);
                }
            }
        }
    }
}
