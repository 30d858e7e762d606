package org.dmaengine.simulation;

/// Something that happens once.
final class Event implements Source {
    private final Schedule schedule;
    private final long time;
    private final String what;
    private final Runnable action;
    private boolean over;

    Event(Schedule schedule, long time, String what, Runnable action) {
        this.schedule = schedule;
        this.time = time;
        this.what = what;
        this.action = action;
    }

    @Override
    public long next() {
        return over ? NEVER : time;
    }

    @Override
    public void take() {
        over = true;
        schedule.note(what);
        action.run();
    }

    @Override
    public boolean isOver() {
        return over;
    }
}
