package org.dmaengine.core.stubs;

import java.util.AbstractList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A list whose elements are others when they are looked at again, as if somebody had changed it meanwhile.
public final class FickleList<E> extends AbstractList<E> {
    private final List<E> first;
    private final List<E> later;
    private final Set<Integer> seen = new HashSet<>();

    /// @param later as long as the first
    public FickleList(List<E> first, List<E> later) {
        this.first = first;
        this.later = later;
    }

    @Override
    public E get(int index) {
        return seen.add(index) ? first.get(index) : later.get(index);
    }

    @Override
    public int size() {
        return first.size();
    }
}
