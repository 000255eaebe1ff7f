//! Work on many items, on all cores if the feature `parallel` is on.

/// How many items a thread takes at a time: enough to be worth the while, few enough that no thread waits long for the
/// last.
const BATCH: usize = 128;

/// What the function makes of each batch of the items, in the order of the items, however many cores there are.
pub(crate) fn batches<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T]) -> R + Sync + Send) -> Vec<R> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        items.par_chunks(BATCH).map(work).collect()
    }
    #[cfg(not(feature = "parallel"))]
    items.chunks(BATCH).map(work).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_out_is_in_the_order_of_what_went_in() {
        let items: Vec<_> = (0..1000).collect();
        assert_eq!(batches(&items, <[i32]>::to_vec).concat(), items);
        assert!(batches(&[], <[i32]>::to_vec).is_empty());
    }
}
