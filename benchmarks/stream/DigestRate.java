import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Seconds that this JVM needs to read a file and compute its SHA-256, and nothing else: what dma:stream with sha=on is compared with.
///
/// The first tenth of the file is read twice, so that the code is compiled, as it soon is in a stream.
public final class DigestRate {
    private DigestRate() {}

    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        Path file = Path.of(args[0]);
        digest(file, Files.size(file) / 10);
        long begin = System.nanoTime();
        digest(file, Long.MAX_VALUE);
        System.out.printf("%.3f%n", (System.nanoTime() - begin) / 1e9);
    }

    private static void digest(Path file, long most) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[64 << 10];
        try (InputStream in = Files.newInputStream(file)) {
            long left = most;
            for (int read = in.read(buffer); read > 0 && left > 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                left -= read;
            }
        }
        digest.digest();
    }
}
