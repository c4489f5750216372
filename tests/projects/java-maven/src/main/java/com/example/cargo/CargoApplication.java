package com.example.cargo;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class CargoApplication {
    public static void main(String[] args) {
        SpringApplication.run(CargoApplication.class, args);
    }

    @GetMapping("/health")
    Map<String, String> health() {
        return Map.of("status", "up");
    }

    @GetMapping("/holds/{number}")
    Map<String, Object> hold(@PathVariable("number") int number) {
        return Map.of("hold", number, "tonnes", number * 250);
    }
}
