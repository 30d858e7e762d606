package org.dmaengine.tools.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmaengine.DmaException;
import org.dmaengine.tools.CommandFailure;
import org.junit.jupiter.api.Test;

class BoardPlanTest {
    @Test
    void shouldMakeAControllerForEveryNodeInUseThatAClientOrItsRouterRefersTo() throws CommandFailure {
        assertEquals(List.of(
                        new ControllerPart("dma-board-0", Cottage.STOVE, 4, 0),
                        new ControllerPart("dma-board-1", Cottage.HEARTH, 4, 32),
                        new ControllerPart("dma-board-2", Cottage.CELLAR, ControllerPart.USUAL_CHANNELS, 0),
                        new ControllerPart("dma-board-3", Cottage.OVEN, ControllerPart.USUAL_CHANNELS, 0)),
                plan(false).controllers());
    }

    @Test
    void shouldMakeOnesOutOfUseWhereStatusDoesNotCount() throws CommandFailure {
        assertEquals(Set.of(Cottage.HEARTH, Cottage.STOVE, Cottage.OVEN, Cottage.CELLAR, Cottage.RUIN),
                Set.copyOf(plan(true).controllers().stream().map(ControllerPart::node).toList()));
    }

    @Test
    void shouldGiveARouterTheLinesThatEveryControllerBehindItHas() throws CommandFailure {
        assertEquals(List.of(new RouterPart(Cottage.PATH, 32)), plan(false).routers());
    }

    @Test
    void shouldTranslateSpecifiersOfSeveralCellsButARouters() throws CommandFailure {
        assertEquals(Set.of(Cottage.OVEN), plan(false).translated());
    }

    @Test
    void shouldBindAControllerToItsNode() throws CommandFailure {
        assertEquals(Map.of("dma.controller", "dma-board-1", "dma.channels", 4, "request.lines", 32, "devicetree.path", Cottage.HEARTH),
                plan(false).controllers().get(1).properties());
    }

    @Test
    void shouldFindALineBesideOneThatIsTaken() {
        assertEquals(9, new ControllerPart("c", "/c", 1, 0).beside(8));
        assertEquals(9, new ControllerPart("c", "/c", 1, 10).beside(8));
        assertEquals(8, new ControllerPart("c", "/c", 1, 10).beside(9));
    }

    @Test
    void shouldRefuseALineBesideTheOnlyOne() {
        ControllerPart one = new ControllerPart("dma-board-0", "/soc/dma-controller@1000", 1, 1);
        assertEquals("dma-board-0, which is /soc/dma-controller@1000, has one request line, and both names mean it, while a line has one"
                + " direction; client=PATH or names=A,B takes others",
                assertThrows(DmaException.Rejected.class, () -> one.beside(0)).getMessage());
    }

    private static BoardPlan plan(boolean ignoresStatus) throws CommandFailure {
        return BoardPlan.of(Cottage.tree().table(), ignoresStatus);
    }
}
