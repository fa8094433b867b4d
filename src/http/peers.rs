//! How many connections each peer has, so that one cannot take them all.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::peer::{self, Network};

/// How many connections one peer may have.
#[derive(Debug, Clone)]
pub struct PerPeer {
    /// So many.
    pub most: usize,
    /// Whether that holds for this machine as well: a proxy here has many callers.
    pub counts_loopback: bool,
    /// Proxies, which have many callers as well.
    pub proxies: Vec<Network>,
}

impl PerPeer {
    fn holds_for(&self, address: IpAddr) -> bool {
        let is_proxy = self.proxies.iter().any(|proxy| proxy.contains(address));
        !is_proxy && (self.counts_loopback || !address.is_loopback())
    }
}

/// The connections of each peer that has any: no more entries than there are connections.
#[derive(Default)]
pub(super) struct Peers(Mutex<HashMap<IpAddr, usize>>);

/// A connection that is counted until this is dropped.
pub(super) struct Entry(Option<(Arc<Peers>, IpAddr)>);

impl Peers {
    /// Counts one more connection of a peer; `None` when it has too many.
    pub(super) fn enter(self: &Arc<Self>, address: IpAddr, limit: &PerPeer) -> Option<Entry> {
        let address = address.to_canonical();
        if !limit.holds_for(address) {
            return Some(Entry(None));
        }
        let key = peer::key(address);
        let mut peers = self.lock();
        let count = peers.entry(key).or_insert(0);
        if *count >= limit.most {
            return None;
        }
        *count += 1;
        Some(Entry(Some((Arc::clone(self), key))))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        let Some((peers, key)) = &self.0 else { return };
        let mut peers = peers.lock();
        if let Some(count) = peers.get_mut(key) {
            *count -= 1;
            if *count == 0 {
                peers.remove(key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_peer_has_its_share_and_no_more() {
        let peers = Arc::new(Peers::default());
        let limit = PerPeer {
            most: 2,
            counts_loopback: false,
            proxies: vec!["10.0.0.1".parse().unwrap()],
        };
        let enter = |address: &str| peers.enter(address.parse().unwrap(), &limit);
        let (one, _two) = (enter("192.0.2.1"), enter("::ffff:192.0.2.1"));
        assert!(one.is_some() && enter("192.0.2.1").is_none());
        assert!(enter("192.0.2.2").is_some());
        drop(one);
        assert!(enter("192.0.2.1").is_some());
        // A /64 is one peer.
        let _three = (enter("2001:db8::1"), enter("2001:db8::2"));
        assert!(enter("2001:db8::3").is_none() && enter("2001:db8:0:1::3").is_some());
        let free: Vec<_> = (0..9)
            .flat_map(|_| [enter("127.0.0.1"), enter("10.0.0.1")])
            .collect();
        assert!(free.iter().all(Option::is_some));
        drop((free, _two, _three));
        assert!(peers.lock().is_empty());
    }
}
