package org.dmaengine.examples.display;

/// A rectangle of pixels.
///
/// @param x      column of its left edge
/// @param y      row of its upper edge
/// @param width  columns
/// @param height rows
public record Area(int x, int y, int width, int height) {
    /// What both cover; empty if they do not meet.
    public Area intersect(Area other) {
        int left = Math.max(x, other.x);
        int top = Math.max(y, other.y);
        return new Area(left, top, Math.min(x + width, other.x + other.width) - left, Math.min(y + height, other.y + other.height) - top);
    }

    /// The same, moved.
    public Area moved(int right, int down) {
        return new Area(x + right, y + down, width, height);
    }

    /// Says whether it covers no pixel.
    public boolean isEmpty() {
        return width <= 0 || height <= 0;
    }
}
