//! The weights of all features, found by the features' hashes.

use rustc_hash::FxHashMap;

use super::super::tag::Tag;

/// Tags and what stands for none: one for each lane of the processor's registers.
pub(super) const WIDTH: usize = 32;
const _: () = assert!(Tag::ALL.len() <= WIDTH);

/// A weight for each tag, whether the feature speaks of it or not, so that rows are added without looking at them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(align(32))]
pub(super) struct Weights(pub(super) [i8; WIDTH]);

/// Each tag's sum of weights.
pub(super) type Sums = [i16; WIDTH];

/// How many homes there are. A hash's upper half is the number of its home and its lower half is kept there, so that together they are all of it.
const HOMES: usize = 1 << 16;

/// Words of the table that tells which features may be known: half a million bits.
const PRESENT: usize = 8192;

/// All features' weights.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    /// Row 0 is that of all features that are not known. Those that speak of many tags come first: they are asked for most, and lie close together.
    rows: Vec<Weights>,
    /// A bit for each feature, by its hash's lowest bits: most strangers are told by a table that stays in the cache, without touching the large ones.
    present: Box<[u64; PRESENT]>,
    /// The number of a row above the lower half of its hash; 0 where there is none, as in home 0, where the strangers are sent.
    homes: Box<[u32; HOMES]>,
    /// The rows of those who found their home taken: the rare ones, as those with the most weights move in first.
    homeless: FxHashMap<u32, u16>,
}

impl Default for Rows {
    fn default() -> Rows {
        Rows {
            rows: vec![Weights([0; WIDTH])],
            present: Box::new([0; PRESENT]),
            homes: Box::new([0; HOMES]),
            homeless: FxHashMap::default(),
        }
    }
}

impl Rows {
    /// Of features with their weights. `None` where there are more than can be numbered.
    pub(super) fn new(mut features: Vec<(u32, Weights)>) -> Option<Rows> {
        let told = |weights: &Weights| weights.0.iter().filter(|w| **w != 0).count();
        features.sort_by_cached_key(|(_, weights)| std::cmp::Reverse(told(weights)));
        let mut rows = Rows::default();
        rows.rows.reserve(features.len());
        for (hash, weights) in features {
            let number = u16::try_from(rows.rows.len()).ok()?;
            rows.rows.push(weights);
            let (home, kept) = split(hash);
            rows.present[(hash >> 6) as usize % PRESENT] |= 1 << (hash % 64);
            if home > 0 && rows.homes[home] == 0 {
                rows.homes[home] = u32::from(number) << 16 | u32::from(kept);
            } else {
                rows.homeless.insert(hash, number);
            }
        }
        Some(rows)
    }

    /// The number of a feature's row; 0 where it is not known.
    #[inline]
    pub(super) fn find(&self, hash: u32) -> u16 {
        // No branch, as nobody foresees which features are known.
        let present = self.present[(hash >> 6) as usize % PRESENT] >> (hash % 64) & 1;
        let hash = hash * present as u32;
        let (home, kept) = split(hash);
        let here = self.homes[home];
        if here as u16 != kept {
            return self.homeless(hash);
        }
        (here >> 16) as u16
    }

    #[cold]
    fn homeless(&self, hash: u32) -> u16 {
        self.homeless.get(&hash).copied().unwrap_or(0)
    }

    /// Adds a row's weights.
    #[inline]
    pub(super) fn add(&self, number: u16, sums: &mut Sums) {
        let weights = &self.rows[usize::from(number).min(self.rows.len() - 1)];
        // By number, not zipped: a build for trying rules does not take a zip apart.
        #[allow(clippy::needless_range_loop)]
        for i in 0..WIDTH {
            sums[i] += i16::from(weights.0[i]);
        }
    }

    /// Adds the features' weights.
    #[inline]
    pub(super) fn weigh<const N: usize>(&self, features: &[u32; N], sums: &mut Sums) {
        // All rows are found before any is looked at, so that they come from memory together and not one behind the other.
        let mut numbers = [0; N];
        for i in 0..N {
            numbers[i] = self.find(features[i]);
        }
        for number in numbers {
            self.add(number, sums);
        }
    }
}

/// A hash's home, and what is kept there.
fn split(hash: u32) -> (usize, u16) {
    ((hash >> 16) as usize, hash as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(first: i8) -> Weights {
        let mut weights = [0; WIDTH];
        weights[0] = first;
        Weights(weights)
    }

    #[test]
    fn features_that_share_a_home_are_told_apart() {
        let hashes = [0x0007_0001, 0x0007_0002, 0x0007_0000, 0x0008_0001, 0x0009_0000, 0x0000_0003];
        let known = hashes.iter().zip(1..).map(|(hash, weight)| (*hash, row(weight)));
        let rows = Rows::new(known.collect()).expect("six features");
        for (hash, weight) in hashes.into_iter().zip(1..) {
            let mut sums = Sums::default();
            rows.weigh(&[hash], &mut sums);
            assert_eq!(sums[0], weight, "{hash:x}");
        }
        for stranger in [0, 1, 0x0007_0003, 0x0008_0000, 0x000A_0001] {
            assert_eq!(rows.find(stranger), 0, "{stranger:x}");
        }
    }
}
